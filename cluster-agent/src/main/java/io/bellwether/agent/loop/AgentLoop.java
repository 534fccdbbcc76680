package io.bellwether.agent.loop;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.transport.MessageTransport;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.message.Message;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the socket and the residents. It waits for the next deadline, a datagram or a task, and for
 * nothing else. In each turn it does a bounded piece of everything, so that a flood of one kind delays the others and
 * starves none.
 */
public final class AgentLoop {

    /** The most tasks of other threads that wait. */
    public static final int MAILBOX_MAX = 1_024;

    /** The most messages of this process to itself that wait. */
    static final int LOCAL_MAX = 4_096;

    private static final int DATAGRAMS_PER_TURN_MAX = 256;
    private static final int TASKS_PER_TURN_MAX = 256;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long SELECT_MILLIS_MAX = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

    private final MessageTransport transport;
    private final Counters counters;
    private final Selector selector;
    private final SelectionKey key;
    private final Thread thread;
    private final List<Resident> residents = new ArrayList<>();
    private final Queue<Runnable> mailbox = new ArrayBlockingQueue<>(MAILBOX_MAX);
    private final Queue<Local> local = new ArrayDeque<>();
    private final FailureLimit failures = new FailureLimit();
    private final LoopDelay delay = new LoopDelay();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private @Nullable Throwable fatal;

    private record Local(long from, Message message) {}

    /** A loop that does not run yet; residents can be added until it does. */
    public AgentLoop(String name, MessageTransport transport, Counters counters) throws IOException {
        this.transport = transport;
        this.counters = counters;
        this.selector = Selector.open();
        this.key = transport.socket().channel().register(selector, SelectionKey.OP_READ);
        this.thread = Workers.daemon(this::run, name);
    }

    void add(Resident resident) {
        residents.add(resident);
    }

    /** Begins; only the first call does anything, and none after {@link #stop}. */
    public void start() {
        if (begun.compareAndSet(false, true)) {
            thread.start();
        }
    }

    /** Hands in a task for the thread of the loop. False, and counted, where there is no room. Never waits. */
    public boolean execute(Runnable task) {
        if (!mailbox.offer(task)) {
            counters.one(AgentCount.MAILBOX_OVERFLOWS);
            return false;
        }
        wake();
        return true;
    }

    /** Has the loop take a turn soon. Never waits. */
    public void wake() {
        // Waking costs a system call, and one is enough however many ask.
        if (awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    public int mailboxSize() {
        return mailbox.size();
    }

    public LoopDelay delay() {
        return delay;
    }

    /** Ends the loop after this turn; one that never began ends here and now. */
    public void stop() {
        stopping = true;
        if (begun.compareAndSet(false, true)) {
            end();
        } else {
            wake();
        }
    }

    /** Waits for its end; false if it did not come in time. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A message of this process to itself, handed to all residents within this turn or the next. */
    void deliver(long self, Message message) {
        if (local.size() >= LOCAL_MAX) {
            counters.one(AgentCount.LOCAL_OVERFLOWS);
            return;
        }
        local.add(new Local(self, message));
    }

    private void run() {
        try {
            while (!stopping && fatal == null) {
                waitForWork();
                turn();
            }
        } catch (IOException | RuntimeException | Error e) {
            fatal = e;
        } finally {
            end();
        }
    }

    private void waitForWork() throws IOException {
        long due = deadlineNanos();
        long waitNanos = due - System.nanoTime();
        if (waitNanos <= 0 || !local.isEmpty() || !mailbox.isEmpty()) {
            selector.selectNow();
        } else {
            // Rounded up: to wake a moment early would mean to turn in vain until the moment has come.
            selector.select(Math.min(SELECT_MILLIS_MAX, (waitNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
        }
        awake.set(false);
        measure(due, System.nanoTime());
    }

    private void measure(long due, long nowNanos) {
        if (nowNanos - due > 0) {
            delay.late(nowNanos - due, nowNanos);
        }
    }

    private long deadlineNanos() {
        long deadline = System.nanoTime() + SELECT_MILLIS_MAX * NANOS_PER_MILLI;
        for (Resident resident : residents) {
            long due = resident.deadlineNanos();
            deadline = due - deadline < 0 ? due : deadline;
        }
        return deadline;
    }

    private void turn() {
        counters.one(AgentCount.LOOP_TURNS);
        boolean ready = !selector.selectedKeys().isEmpty();
        selector.selectedKeys().clear();
        if (ready && key.isReadable()) {
            transport.receive(DATAGRAMS_PER_TURN_MAX, this::dispatch);
        }
        if (ready && key.isWritable()) {
            transport.socket().flush();
        }
        doTasks();
        dispatchLocal();
        step();
        // What the residents sent to each other belongs to this turn.
        if (!local.isEmpty()) {
            dispatchLocal();
            step();
        }
        key.interestOps(
                transport.socket().hasBacklog() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void doTasks() {
        for (int i = 0; i < TASKS_PER_TURN_MAX && fatal == null; i++) {
            Runnable task = mailbox.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void dispatchLocal() {
        for (int left = local.size(); left > 0; left--) {
            Local next = local.poll();
            if (next != null) {
                dispatch(next.from(), next.message());
            }
        }
    }

    private void dispatch(long from, Message message) {
        for (int i = 0; i < residents.size() && fatal == null; i++) {
            try {
                residents.get(i).received(from, message, System.nanoTime());
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void step() {
        for (int i = 0; i < residents.size() && fatal == null; i++) {
            Resident resident = residents.get(i);
            try {
                long now = System.nanoTime();
                // Again, since what came before it in this turn may have taken long.
                measure(resident.deadlineNanos(), now);
                resident.step(now);
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void failed(RuntimeException e) {
        counters.one(AgentCount.STEP_FAILURES);
        if (failures.isOver(System.nanoTime())) {
            fatal = e;
        } else if (failures.isFirst()) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("action", "agent.step.failed")
                    .log("a step of the agent failed, which is a bug; it goes on, and stops if this repeats");
        }
    }

    private void end() {
        Throwable cause = fatal;
        if (cause != null) {
            LOG.atError()
                    .setCause(cause)
                    .addKeyValue("action", "agent.failed")
                    .log(
                            "the agent has failed and stops; the application goes on without it, and others will find it silent");
        }
        for (Resident resident : residents) {
            try {
                resident.ended(cause);
            } catch (RuntimeException e) {
                counters.one(AgentCount.STEP_FAILURES);
                LOG.atError()
                        .setCause(e)
                        .addKeyValue("action", "agent.step.failed")
                        .log("ending failed");
            }
        }
        transport.close();
        try {
            selector.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).addKeyValue("action", "agent.step.failed").log("the selector does not close");
        }
        ended.countDown();
    }
}
