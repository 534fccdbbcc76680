package io.bellwether.simulation.world;

import io.bellwether.simulation.network.Drop;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reliable connections, as TCP makes them: in order, resent with growing waits, given up after a time-out. */
final class Connections {

    /** The first wait for an answer; Linux waits no less. */
    private static final long RESEND_NANOS = Duration.ofMillis(200).toNanos();

    /** Each wait is double the one before, up to eight times the first, so that a healed link is soon used again. */
    private static final int DOUBLINGS_MAX = 3;

    private final Timeline timeline;
    private final Network network;
    private final Traffic traffic;
    private final SplittableRandom random;
    private final Host[] hosts;
    private final Connection[] @Nullable [] byPair;
    private long timeoutNanos = Duration.ofSeconds(3).toNanos();

    Connections(Timeline timeline, Network network, Traffic traffic, SplittableRandom random, Host[] hosts) {
        this.timeline = timeline;
        this.network = network;
        this.traffic = traffic;
        this.random = random;
        this.hosts = hosts;
        this.byPair = new Connection[hosts.length][];
    }

    void timeout(Duration timeout) {
        timeoutNanos = timeout.toNanos();
    }

    void send(Host from, int to, Object message, int bytes, int kind) {
        var event = timeline.queue.take();
        event.kind = Event.Kind.STREAM;
        event.machine = to;
        event.peer = from.self();
        event.payload = message;
        event.bytes = bytes;
        event.traffic = kind;
        event.start = from.starts();
        event.peerStart = hosts[to].condition() == Condition.DOWN ? -1 : hosts[to].starts();
        event.sentNanos = timeline.now;
        var connection = between(from.self(), to);
        event.readyNanos = timeline.now + travelNanos(from.self(), to);
        if (!connection.add(event)) {
            fail(event, timeline.now + timeoutNanos);
            return;
        }
        scheduleFirst(connection);
    }

    /** Brings the first message of a connection to its machine, or sees that it cannot be brought now. */
    void attempt(Event event) {
        var connection = (Connection) Objects.requireNonNull(event.payload);
        timeline.queue.giveBack(event);
        connection.scheduled = false;
        if (connection.attempts > 0) {
            removeWhile(connection, message -> !senderLives(message), this::forget);
        }
        removeWhile(connection, this::receiverHasRestarted, this::failNow);
        var first = connection.first();
        if (first == null || timeline.now < dueNanos(first)) {
            scheduleFirst(connection);
        } else if (timeline.now >= first.readyNanos && handsOver(connection)) {
            connection.attempts = 0;
            scheduleFirst(connection);
        } else if (timeline.now >= first.sentNanos + timeoutNanos) {
            removeWhile(connection, message -> true, this::failNow);
        } else {
            long wait = RESEND_NANOS << Math.min(connection.attempts++, DOUBLINGS_MAX);
            tryAt(connection, Math.min(timeline.now + wait, first.sentNanos + timeoutNanos));
        }
    }

    /** Takes the message out first: once handed over, its event may be in use for another. */
    private boolean handsOver(Connection connection) {
        if (!reaches(connection)) {
            return false;
        }
        var first = connection.removeFirst();
        if (hosts[connection.to].arrive(first)) {
            return true;
        }
        connection.putBack(first);
        return false;
    }

    private void scheduleFirst(Connection connection) {
        var first = connection.first();
        if (first != null) {
            tryAt(connection, Math.max(timeline.now, dueNanos(first)));
        }
    }

    private long dueNanos(Event message) {
        return Math.min(message.readyNanos, message.sentNanos + timeoutNanos);
    }

    /** An answer must come back too, so one direction that is cut stops both. */
    private boolean reaches(Connection connection) {
        return network.openBothWays(connection.from, connection.to)
                && (connection.attempts == 0 || hosts[connection.from].condition() != Condition.FROZEN);
    }

    private boolean senderLives(Event message) {
        var sender = hosts[message.peer];
        return sender.starts() == message.start && sender.condition() != Condition.DOWN;
    }

    /** The new process knows nothing of the connection and resets it. */
    private boolean receiverHasRestarted(Event message) {
        return message.peerStart >= 0
                && message.peerStart != hosts[message.machine].starts()
                && timeline.now >= message.readyNanos;
    }

    private long travelNanos(int from, int to) {
        long nanos = network.latencyNanos(from, to, random);
        for (int doublings = 0; nanos < timeoutNanos && network.loses(from, to, random); doublings++) {
            nanos += RESEND_NANOS << Math.min(doublings, DOUBLINGS_MAX);
        }
        return nanos;
    }

    private static void removeWhile(Connection connection, Predicate<Event> condition, Consumer<Event> then) {
        for (var first = connection.first(); first != null && condition.test(first); first = connection.first()) {
            then.accept(connection.removeFirst());
            connection.attempts = 0;
        }
    }

    private void forget(Event message) {
        traffic.drop(Drop.FAILED);
        timeline.queue.giveBack(message);
    }

    private void failNow(Event message) {
        fail(message, timeline.now);
    }

    private void fail(Event message, long when) {
        traffic.drop(Drop.FAILED);
        if (timeline.tracingMessages) {
            timeline.note(message.peer, "fail", "to %d: %s".formatted(message.machine, message.payload));
        }
        int receiver = message.machine;
        message.kind = Event.Kind.FAILED;
        message.machine = message.peer;
        message.peer = receiver;
        timeline.add(when, message);
    }

    /** Tells the sender, if it is still the process that sent it. */
    void returned(Event message) {
        var sender = hosts[message.machine];
        if (sender.starts() != message.start || !sender.arrive(message)) {
            timeline.queue.giveBack(message);
        }
    }

    private void tryAt(Connection connection, long nanos) {
        if (connection.scheduled) {
            return;
        }
        connection.scheduled = true;
        var event = timeline.queue.take();
        event.kind = Event.Kind.CONNECTION;
        event.machine = connection.from;
        event.payload = connection;
        timeline.add(nanos, event);
    }

    private Connection between(int from, int to) {
        var row = byPair[from];
        if (row == null) {
            row = new Connection[hosts.length];
            byPair[from] = row;
        }
        var connection = row[to];
        if (connection == null) {
            connection = new Connection(from, to);
            row[to] = connection;
        }
        return connection;
    }
}
