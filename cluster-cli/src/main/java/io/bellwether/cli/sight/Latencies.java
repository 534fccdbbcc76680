package io.bellwether.cli.sight;

import java.time.Duration;
import java.util.Arrays;

/** What a number of times came to. */
public record Latencies(int count, Duration p50, Duration p99, Duration max) {

    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;

    /** Of the first so many of these. */
    static Latencies of(long[] nanos, int count) {
        var sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Latencies(count, at(sorted, MEDIAN), at(sorted, NEARLY_ALL), at(sorted, 1));
    }

    private static Duration at(long[] sorted, double share) {
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]);
    }
}
