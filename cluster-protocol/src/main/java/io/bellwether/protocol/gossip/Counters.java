package io.bellwether.protocol.gossip;

/** One number for each {@link Count}. */
public final class Counters {

    private final long[] values = new long[Count.values().length];

    void add(Count count, long amount) {
        values[count.ordinal()] += amount;
    }

    void one(Count count) {
        values[count.ordinal()]++;
    }

    /** The number so far. */
    public long get(Count count) {
        return values[count.ordinal()];
    }
}
