package io.bellwether.simulation.world;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One direction of the reliable connection between two machines: what was sent and has not arrived, in order. */
final class Connection {

    /** What a sender may leave waiting; beyond it a message fails. */
    static final long WAITING_MAX = 4 << 20;

    final int from;
    final int to;
    private final ArrayDeque<Event> waiting = new ArrayDeque<>();
    private long bytes;
    /** Tries of the first message that failed. */
    int attempts;
    /** Whether a try is queued: there is one at most. */
    boolean scheduled;

    Connection(int from, int to) {
        this.from = from;
        this.to = to;
    }

    boolean add(Event message) {
        if (bytes + message.bytes > WAITING_MAX) {
            return false;
        }
        bytes += message.bytes;
        waiting.addLast(message);
        return true;
    }

    @Nullable
    Event first() {
        return waiting.peekFirst();
    }

    Event removeFirst() {
        var first = waiting.removeFirst();
        bytes -= first.bytes;
        return first;
    }

    void putBack(Event first) {
        waiting.addFirst(first);
        bytes += first.bytes;
    }
}
