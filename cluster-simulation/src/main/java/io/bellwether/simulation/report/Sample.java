package io.bellwether.simulation.report;

import java.util.Arrays;

/** Numbers of which percentiles are asked: all are kept, so the answer is exact. */
public final class Sample {

    private long[] values = new long[16];
    private int size;
    private boolean sorted = true;

    /** Takes one more. */
    public void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        sorted = false;
    }

    /** Takes all of another. */
    public void addAll(Sample other) {
        Arrays.stream(other.values, 0, other.size).forEach(this::add);
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /**
     * The least value that this share of all does not exceed (nearest rank): 0.5 is the median, 1 the greatest. NaN
     * where there are none.
     */
    public double percentile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share must be from 0 to 1, got " + share);
        }
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        // 0.999 * 1000 is a little over 999 in binary; that must not count as the next rank.
        int rank = (int) Math.ceil(share * size - 1e-9);
        return values[Math.clamp(rank - 1, 0, size - 1)];
    }

    /** The same of nanoseconds, in seconds. */
    public double seconds(double share) {
        return percentile(share) / 1e9;
    }

    /** The arithmetic mean; NaN where there are none. */
    public double mean() {
        return size == 0
                ? Double.NaN
                : Arrays.stream(values, 0, size).asDoubleStream().sum() / size;
    }
}
