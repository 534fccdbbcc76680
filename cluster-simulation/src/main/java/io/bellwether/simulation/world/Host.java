package io.bellwether.simulation.world;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One machine: the process on it, its clocks, and what waits for its loop. */
final class Host implements Machine {

    private static final long NEVER = Long.MAX_VALUE;

    /** A program that wants to be woken this often in one moment will never let time go on. */
    private static final int WAKES_PER_MOMENT_MAX = 1000;

    private final int self;
    private final SplittableRandom source;
    private final Timeline timeline;
    private final Mail mail;
    private final HostClock clock;
    private SplittableRandom random;
    private Inbox inbox = new Inbox();
    private Condition condition = Condition.DOWN;
    private @Nullable Program program;
    private int name;
    private int starts;
    private long perCallNanos;
    /** When the wake that counts is due; others in the queue are stale. */
    private long wakeAt = NEVER;

    private long serveAt = NEVER;
    private boolean wakeWaits;
    private long lastWake = -1;
    private int wakesThisMoment;

    Host(int self, SplittableRandom source, Timeline timeline, Mail mail) {
        this.self = self;
        this.name = self;
        this.source = source;
        this.timeline = timeline;
        this.mail = mail;
        this.random = source.split();
        this.clock = new HostClock(random);
    }

    // What the world does to it.

    void boot(Program fresh, int newName) {
        random = source.split();
        clock.restart(random);
        program = fresh;
        name = newName;
        starts++;
        condition = Condition.UP;
        fold(Call.START);
        fresh.start(this);
        askForDeadline(fresh);
    }

    void crash() {
        condition = Condition.DOWN;
        inbox = new Inbox();
        wakeAt = NEVER;
        serveAt = NEVER;
        wakeWaits = false;
    }

    void stop() {
        if (condition == Condition.UP) {
            fold(Call.STOP);
            running().stopped();
        }
        crash();
    }

    void block() {
        if (condition != Condition.DOWN) {
            condition = Condition.BLOCKED;
        }
    }

    void freeze() {
        if (condition != Condition.DOWN) {
            condition = Condition.FROZEN;
        }
    }

    /** The overdue wake comes after what has arrived meanwhile as often as somewhere in between: a loop may do either. */
    void resume(RandomGenerator chance) {
        if (condition != Condition.BLOCKED && condition != Condition.FROZEN) {
            return;
        }
        condition = Condition.UP;
        wakeAt = NEVER;
        if (!wakeWaits && isDue(running())) {
            int place = chance.nextBoolean() ? inbox.size() : chance.nextInt(inbox.size() + 1);
            inbox.insert(wakeMark(), place);
        }
        if (inbox.isEmpty()) {
            askForDeadline(running());
        } else {
            serveAfter(perCallNanos);
        }
    }

    void slow(Duration perCall) {
        perCallNanos = perCall.toNanos();
    }

    boolean isSlow() {
        return perCallNanos > 0;
    }

    void jumpWallClock(Duration by) {
        clock.jumpWall(by);
    }

    // What the queue brings.

    /** Takes a message; false where nobody is there to take it, or its buffer is full. */
    boolean arrive(Event event) {
        boolean queues = event.kind == Event.Kind.FAILED
                ? condition != Condition.DOWN
                : condition == Condition.UP || condition == Condition.BLOCKED;
        if (!queues) {
            return false;
        }
        if (condition == Condition.UP && perCallNanos == 0 && inbox.isEmpty()) {
            call(event);
            return true;
        }
        if (!inbox.offer(event)) {
            return false;
        }
        if (condition == Condition.UP && serveAt == NEVER) {
            serveAfter(perCallNanos);
        }
        return true;
    }

    void wakeIsDue(Event event) {
        timeline.queue.giveBack(event);
        if (timeline.now != wakeAt) {
            return;
        }
        wakeAt = NEVER;
        if (condition != Condition.UP) {
            return;
        }
        if (!isDue(running())) {
            askForDeadline(running());
        } else if (perCallNanos == 0 && inbox.isEmpty()) {
            wake();
        } else {
            arrive(wakeMark());
        }
    }

    void serve(Event event) {
        timeline.queue.giveBack(event);
        if (timeline.now != serveAt) {
            return;
        }
        serveAt = NEVER;
        while (condition == Condition.UP && !inbox.isEmpty()) {
            if (serveAt != NEVER) {
                return;
            }
            call(Objects.requireNonNull(inbox.poll()));
            if (perCallNanos > 0 && !inbox.isEmpty() && serveAt == NEVER) {
                serveAfter(perCallNanos);
            }
        }
    }

    // Calls of the program.

    private void call(Event event) {
        var current = running();
        switch (event.kind) {
            case DATAGRAM, STREAM -> {
                var channel = event.kind == Event.Kind.DATAGRAM ? Channel.DATAGRAM : Channel.STREAM;
                fold(channel == Channel.DATAGRAM ? Call.DATAGRAM : Call.STREAM);
                mail.handedOver(event);
                current.received(event.peer, Objects.requireNonNull(event.payload), channel);
            }
            case FAILED -> {
                fold(Call.FAILED);
                current.failed(event.peer, Objects.requireNonNull(event.payload));
            }
            case WAKE -> {
                wakeWaits = false;
                if (isDue(current)) {
                    timeline.queue.giveBack(event);
                    wake();
                    return;
                }
            }
            case CONNECTION, SERVE, ACTION -> throw new IllegalStateException("no call of a program: " + event.kind);
        }
        timeline.queue.giveBack(event);
        askForDeadline(current);
    }

    private void wake() {
        wakesThisMoment = lastWake == timeline.now ? wakesThisMoment + 1 : 1;
        lastWake = timeline.now;
        if (wakesThisMoment > WAKES_PER_MOMENT_MAX) {
            throw new IllegalStateException("machine %d asked to be woken more than %d times in one moment"
                    .formatted(self, WAKES_PER_MOMENT_MAX));
        }
        fold(Call.WAKE);
        var current = running();
        current.wake();
        askForDeadline(current);
    }

    /** Queues a wake where the deadline is before the one queued; a later deadline is seen when that one comes. */
    private void askForDeadline(Program current) {
        long deadline = current.deadlineNanos();
        if (deadline == NEVER || condition != Condition.UP || wakeWaits) {
            return;
        }
        long due = timeline.now + Math.max(0, deadline - nanos());
        if (due < wakeAt && due >= 0) {
            wakeAt = due;
            var event = timeline.queue.take();
            event.kind = Event.Kind.WAKE;
            event.machine = self;
            timeline.add(due, event);
        }
    }

    private boolean isDue(Program current) {
        long deadline = current.deadlineNanos();
        return deadline != NEVER && deadline - nanos() <= 0;
    }

    private Event wakeMark() {
        wakeWaits = true;
        var mark = timeline.queue.take();
        mark.kind = Event.Kind.WAKE;
        mark.machine = self;
        return mark;
    }

    private void serveAfter(long nanos) {
        serveAt = timeline.now + nanos;
        var event = timeline.queue.take();
        event.kind = Event.Kind.SERVE;
        event.machine = self;
        timeline.add(serveAt, event);
    }

    private void fold(Call call) {
        timeline.hash.fold(timeline.now, self, call.code);
    }

    private Program running() {
        return Objects.requireNonNull(program);
    }

    /** The calls of a program, as the hash tells them apart. */
    private enum Call {
        START(1),
        DATAGRAM(2),
        STREAM(3),
        FAILED(4),
        WAKE(5),
        STOP(6);

        private final int code;

        Call(int code) {
            this.code = code;
        }
    }

    // What is seen of it.

    Condition condition() {
        return condition;
    }

    @Nullable
    Program program() {
        return program;
    }

    int name() {
        return name;
    }

    int starts() {
        return starts;
    }

    @Override
    public int self() {
        return self;
    }

    @Override
    public long nanos() {
        return clock.nanos(timeline.now);
    }

    @Override
    public long wallMillis() {
        return clock.wallMillis(timeline.now);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void send(int to, Object message, int bytes, Channel channel) {
        mail.send(this, to, message, bytes, channel);
    }

    @Override
    public boolean tracing() {
        return timeline.trace != null;
    }

    @Override
    public void note(String action, String detail) {
        timeline.note(self, action, detail);
    }

    @Override
    public void digest(long value) {
        timeline.hash.fold(value);
    }
}
