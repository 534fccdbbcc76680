package io.bellwether.spring.health;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The requests of the last ten seconds: how many failed, and how long they took. Written by all threads that serve, read
 * and moved on by one, once a second.
 */
final class RequestWindow {

    /** Fewer requests than this say nothing about the process. */
    static final int REQUESTS_MIN = 20;

    private static final int SECONDS = 10;
    private static final double PERCENTILE = 0.99;

    /** Each bucket ends 2^(1/4) times above the one before, so what is read is at most a fifth too high. */
    private static final int BUCKETS = 68;

    private static final int BUCKETS_PER_DOUBLING = 4;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int FAILED = BUCKETS;

    private final AtomicLongArray[] seconds = new AtomicLongArray[SECONDS];
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile int current;

    RequestWindow() {
        for (int i = 0; i < SECONDS; i++) {
            seconds[i] = new AtomicLongArray(BUCKETS + 1);
        }
    }

    /**
     * How the last ten seconds were.
     *
     * @param failedPercent Of all requests; NaN where there were too few.
     * @param slowestMillis The 99th percentile; NaN where there were too few.
     */
    record Figures(double failedPercent, double slowestMillis) {}

    void begun() {
        inFlight.incrementAndGet();
    }

    void ended(long tookNanos, boolean failed) {
        inFlight.decrementAndGet();
        AtomicLongArray second = seconds[current];
        second.incrementAndGet(bucket(tookNanos));
        if (failed) {
            second.incrementAndGet(FAILED);
        }
    }

    int inFlight() {
        return Math.max(0, inFlight.get());
    }

    /** A second has passed: the oldest is forgotten. */
    void moveOn() {
        int next = (current + 1) % SECONDS;
        for (int i = 0; i <= BUCKETS; i++) {
            seconds[next].set(i, 0);
        }
        current = next;
    }

    Figures figures() {
        long[] sums = new long[BUCKETS + 1];
        long requests = 0;
        for (AtomicLongArray second : seconds) {
            for (int i = 0; i <= BUCKETS; i++) {
                long count = second.get(i);
                sums[i] += count;
                requests += i < BUCKETS ? count : 0;
            }
        }
        return requests < REQUESTS_MIN
                ? new Figures(Double.NaN, Double.NaN)
                : new Figures(100.0 * sums[FAILED] / requests, percentileMillis(sums, requests));
    }

    private static double percentileMillis(long[] sums, long requests) {
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += sums[i];
            if (seen >= PERCENTILE * requests) {
                return endMillis(i);
            }
        }
        return endMillis(BUCKETS - 1);
    }

    /** Bucket 0 ends at a millisecond, bucket 4 at two, and so on to about two minutes. */
    private static int bucket(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        double doublings = millis <= 1 ? 0 : Math.log(millis) / Math.log(2);
        return Math.min(BUCKETS - 1, (int) Math.ceil(doublings * BUCKETS_PER_DOUBLING));
    }

    private static double endMillis(int bucket) {
        return Math.pow(2, bucket / (double) BUCKETS_PER_DOUBLING);
    }
}
