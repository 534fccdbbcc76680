package io.bellwether.simulation.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a machine whose loop stands still or is busy. Datagrams are bounded as by a socket: the oldest stay,
 * and what no longer fits is dropped.
 */
final class Inbox {

    /** Linux gives a socket this much unless told otherwise. */
    static final long DATAGRAMS_MAX = 212_992;

    /** What the connections of a machine hold in its buffers in all. */
    static final long STREAMS_MAX = 6 << 20;

    private final ArrayDeque<Event> waiting = new ArrayDeque<>();
    private long datagramBytes;
    private long streamBytes;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Adds an event at the end; false where it does not fit. */
    boolean offer(Event event) {
        if (event.kind == Event.Kind.DATAGRAM) {
            if (datagramBytes + charge(event.bytes) > DATAGRAMS_MAX) {
                return false;
            }
            datagramBytes += charge(event.bytes);
        } else if (event.kind == Event.Kind.STREAM) {
            if (streamBytes + charge(event.bytes) > STREAMS_MAX) {
                return false;
            }
            streamBytes += charge(event.bytes);
        }
        waiting.addLast(event);
        return true;
    }

    @Nullable
    Event poll() {
        var event = waiting.pollFirst();
        if (event != null) {
            if (event.kind == Event.Kind.DATAGRAM) {
                datagramBytes -= charge(event.bytes);
            } else if (event.kind == Event.Kind.STREAM) {
                streamBytes -= charge(event.bytes);
            }
        }
        return event;
    }

    /** Puts an event in front of the one at this place, the count of waiting ones being the end. */
    void insert(Event event, int place) {
        List<Event> order = new ArrayList<>(waiting);
        order.add(place, event);
        waiting.clear();
        waiting.addAll(order);
    }

    int size() {
        return waiting.size();
    }

    /** What Linux 6.18 takes out of the buffer for a packet, measured: it counts the memory, not the payload. */
    static int charge(int bytes) {
        return bytes <= 197 ? 832 : 256 + Integer.highestOneBit(bytes + 378) * 2;
    }
}
