package io.bellwether.simulation.world;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events by time; those of one moment in the order of their insertion. */
final class EventQueue {

    /** Children per parent: flatter than a binary heap, and the keys of all four lie side by side. */
    private static final int FAN = 4;

    /** Events kept for another use. */
    private static final int SPARE_MAX = 1 << 16;

    private long[] times = new long[1024];
    private long[] orders = new long[1024];
    private @Nullable Event[] events = new Event[1024];
    private int size;
    private long inserted;
    private final @Nullable Event[] spare = new Event[SPARE_MAX];
    private int spares;

    /** An event to fill in; its fields hold what they held before. */
    Event take() {
        return spares == 0 ? new Event() : Objects.requireNonNull(spare[--spares]);
    }

    void giveBack(Event event) {
        event.payload = null;
        if (spares < SPARE_MAX) {
            spare[spares++] = event;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** When the next event is due; only where there is one. */
    long nextTime() {
        return times[0];
    }

    void add(long time, Event event) {
        if (size == times.length) {
            grow();
        }
        rise(size++, time, inserted++, event);
    }

    /** Removes the next event; only where there is one. */
    Event remove() {
        var first = Objects.requireNonNull(events[0]);
        size--;
        var last = Objects.requireNonNull(events[size]);
        events[size] = null;
        if (size > 0) {
            sink(times[size], orders[size], last);
        }
        return first;
    }

    private void rise(int at, long time, long order, Event event) {
        int hole = at;
        while (hole > 0) {
            int parent = (hole - 1) / FAN;
            // Its order is the highest so far: on equal times it stays behind.
            if (times[parent] <= time) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, time, order, event);
    }

    private void sink(long time, long order, Event event) {
        int hole = 0;
        while (true) {
            int child = firstOfChildren(hole);
            if (child < 0 || before(time, order, times[child], orders[child])) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, time, order, event);
    }

    private int firstOfChildren(int parent) {
        int begin = parent * FAN + 1;
        if (begin >= size) {
            return -1;
        }
        int first = begin;
        for (int child = begin + 1; child < Math.min(begin + FAN, size); child++) {
            if (before(times[child], orders[child], times[first], orders[first])) {
                first = child;
            }
        }
        return first;
    }

    private static boolean before(long time, long order, long otherTime, long otherOrder) {
        return time < otherTime || (time == otherTime && order < otherOrder);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        events[to] = events[from];
    }

    private void put(int at, long time, long order, Event event) {
        times[at] = time;
        orders[at] = order;
        events[at] = event;
    }

    private void grow() {
        int length = times.length * 2;
        times = Arrays.copyOf(times, length);
        orders = Arrays.copyOf(orders, length);
        events = Arrays.copyOf(events, length);
    }
}
