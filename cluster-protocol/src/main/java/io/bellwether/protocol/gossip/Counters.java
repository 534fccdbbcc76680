package io.bellwether.protocol.gossip;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** One number for each {@link Count}. */
public final class Counters {

    /** Counts in place: a boxed number would be a new object per datagram. */
    private static final class Cell {
        private long value;
    }

    private final Map<Count, Cell> cells = new EnumMap<>(Count.class);

    Counters() {
        for (Count count : Count.values()) {
            cells.put(count, new Cell());
        }
    }

    void add(Count count, long amount) {
        cell(count).value += amount;
    }

    void one(Count count) {
        add(count, 1);
    }

    /** The number so far. */
    public long get(Count count) {
        return cell(count).value;
    }

    private Cell cell(Count count) {
        return Objects.requireNonNull(cells.get(count));
    }
}
