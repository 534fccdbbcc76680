package io.bellwether.benchmarks.routing;

import io.bellwether.simulation.report.Sample;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * What became of each request of a run. They are due at even distances, whatever becomes of those before them, and their time is
 * counted from then on: a sender that waits for a slow answer before it asks again would not notice how slow it is.
 */
final class Sent {

    private static final long PENDING = 0;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double P99 = 0.99;

    private final int rate;
    /** Nanoseconds from when it was due until its answer; negative where that was none, or not the right one. */
    private final AtomicLongArray took;

    private final ConcurrentSkipListMap<String, LongAdder> reasons = new ConcurrentSkipListMap<>();

    Sent(int rate, int count) {
        this.rate = rate;
        this.took = new AtomicLongArray(count);
    }

    int count() {
        return took.length();
    }

    int rate() {
        return rate;
    }

    /** When a request is due, in nanoseconds from the beginning of the run. */
    long dueNanos(int request) {
        return (long) (request * NANOS_PER_SECOND / rate);
    }

    void answered(int request, long tookNanos) {
        took.set(request, Math.max(1, tookNanos));
    }

    void failed(int request, long tookNanos, String why) {
        took.set(request, Math.min(-1, -tookNanos));
        reasons.computeIfAbsent(why, unused -> new LongAdder()).increment();
    }

    /** Why requests failed, and how many because of it. */
    String reasons() {
        return reasons.entrySet().stream()
                .map(reason -> "%s %d times"
                        .formatted(reason.getKey(), reason.getValue().sum()))
                .collect(Collectors.joining(", "));
    }

    /** Also one of which nothing was heard until the end. */
    boolean isFailed(int request) {
        return took.get(request) <= PENDING;
    }

    long tookNanos(int request) {
        return Math.abs(took.get(request));
    }

    /** The 99th percentile of those that were due then and answered; NaN where there were none. */
    double p99Millis(long fromNanos, long toNanos) {
        var sample = new Sample();
        for (int request = 0; request < count(); request++) {
            long due = dueNanos(request);
            if (due >= fromNanos && due < toNanos && !isFailed(request)) {
                sample.add(tookNanos(request));
            }
        }
        return sample.percentile(P99) / NANOS_PER_MILLI;
    }

    long failures() {
        return failures(0, Long.MAX_VALUE);
    }

    /** Those that were due then. */
    long failures(long fromNanos, long toNanos) {
        long failures = 0;
        for (int i = 0; i < count(); i++) {
            long due = dueNanos(i);
            failures += due >= fromNanos && due < toNanos && isFailed(i) ? 1 : 0;
        }
        return failures;
    }
}
