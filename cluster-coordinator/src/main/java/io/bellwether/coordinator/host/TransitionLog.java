package io.bellwether.coordinator.host;

import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.state.Event;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for every transition, with who, from, to, cause, evidence and epoch. Lines are written by a thread of their
 * own, because a console that nobody reads blocks whoever writes to it; those that find no room are counted.
 */
final class TransitionLog implements AutoCloseable {

    static final int LINES_MAX = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(TransitionLog.class);

    private final NodeId self;
    private final BlockingQueue<Runnable> lines = new ArrayBlockingQueue<>(LINES_MAX);
    private final AtomicLong leftOut = new AtomicLong();
    private volatile long replayedIndex = Long.MAX_VALUE;
    private volatile boolean closed;

    TransitionLog(NodeId self) {
        this.self = self;
        var unused =
                Thread.ofPlatform().daemon().name("coordinator-transitions").start(this::write);
    }

    private void write() {
        try {
            while (!closed || !lines.isEmpty()) {
                lines.take().run();
            }
        } catch (InterruptedException e) {
            // The process stops; what is left is not told.
            Thread.currentThread().interrupt();
        }
    }

    private void add(Runnable line) {
        if (!lines.offer(line)) {
            leftOut.incrementAndGet();
        }
    }

    private LoggingEventBuilder line(Level level, String action) {
        return LOG.atLevel(level).addKeyValue("action", action).addKeyValue("self", self);
    }

    /** From here on entries are new; what was on disk before has been told by the process before. */
    void newAfter(long index) {
        replayedIndex = index;
    }

    /** Whether this entry is new, and so what it did has not been told yet. */
    boolean isNew(long index) {
        return index > replayedIndex;
    }

    void tell(List<Event> events) {
        for (Event event : events) {
            add(() -> tell(event));
        }
    }

    private void tell(Event event) {
        var line = line(level(event), action(event.kind()));
        if (event.id() != null) {
            line = line.addKeyValue("node", event.id()).addKeyValue("incarnation", event.incarnation());
        }
        if (event.kind() == Event.Kind.MOVED) {
            line = line.addKeyValue("from", event.from() == null ? "NONE" : event.from())
                    .addKeyValue("to", event.to() == null ? "NONE" : event.to());
        }
        if (event.cause() != null) {
            line = line.addKeyValue("cause", event.cause().text());
        }
        long suppressed = leftOut.getAndSet(0);
        if (suppressed > 0) {
            line = line.addKeyValue("suppressed", suppressed);
        }
        line.addKeyValue("evidence", event.evidence())
                .addKeyValue("epoch", event.epoch())
                .addKeyValue("version", event.version())
                .addKeyValue("sequence", event.sequence())
                .log(words(event.kind()));
    }

    private static Level level(Event event) {
        return switch (event.kind()) {
            case MOVED -> isBad(event) ? Level.WARN : Level.INFO;
            case RECORDED, FORGOTTEN, PROTECTION_ENDED -> Level.INFO;
            case JOIN_REFUSED, OPERATOR_NEEDED, PROTECTION_BEGAN, PROTECTION_EXPIRED -> Level.WARN;
        };
    }

    private static boolean isBad(Event event) {
        return event.to() != null
                && switch (event.to()) {
                    case DEGRADED, UNREACHABLE, QUARANTINED, REMOVED -> true;
                    case JOINING, HEALTHY, RECOVERING, DRAINING, MAINTENANCE, LEAVING, LEFT -> false;
                };
    }

    private static String action(Event.Kind kind) {
        return switch (kind) {
            case MOVED -> "member.transition";
            case RECORDED -> "member.recorded";
            case JOIN_REFUSED -> "member.join.refused";
            case OPERATOR_NEEDED -> "member.operator.needed";
            case FORGOTTEN -> "member.forgotten";
            case PROTECTION_BEGAN -> "cluster.protection.began";
            case PROTECTION_EXPIRED -> "cluster.protection.expired";
            case PROTECTION_ENDED -> "cluster.protection.ended";
        };
    }

    private static String words(Event.Kind kind) {
        return switch (kind) {
            case MOVED -> "a member is in another state";
            case RECORDED -> "noted about a member";
            case JOIN_REFUSED -> "a join was refused";
            case OPERATOR_NEEDED -> "only an operator lets this name in: POST /api/v1/members/{id}/readmit";
            case FORGOTTEN -> "a name was struck off the books";
            case PROTECTION_BEGAN -> "removal has stopped: too many are gone at once";
            case PROTECTION_EXPIRED -> "removal goes on slowly, although too many are still gone";
            case PROTECTION_ENDED -> "removal goes on";
        };
    }

    void role(Role role) {
        add(() -> line(Level.INFO, "raft.role.changed")
                .addKeyValue("to", role.leading() ? "LEADER" : "FOLLOWER")
                .addKeyValue("term", role.term())
                .addKeyValue("leader", role.leader() == null ? "NONE" : role.leader())
                .addKeyValue("voters", role.voters())
                .log(role.leading() ? "leads" : "does not lead"));
    }

    void restored(long index, View view) {
        add(() -> line(Level.INFO, "state.restored")
                .addKeyValue("index", index)
                .addKeyValue("epoch", view.epoch())
                .addKeyValue("members", view.size())
                .log("the state is that of a snapshot"));
    }

    /** Lines that found no room since the last one that did. */
    long leftOut() {
        return leftOut.get();
    }

    @Override
    public void close() {
        closed = true;
        // Wakes the writer, behind whatever is still to be written.
        add(() -> {});
    }
}
