package io.bellwether.benchmarks.fleet;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * How late this machine wakes a sleeping thread, which is what a measurement of time on it is worth: above 100 ms at the
 * 99th percentile the machine was measured, and the run is void.
 */
public final class WakeMeter implements AutoCloseable {

    /** Above this a run says nothing. */
    public static final double LATE_MILLIS_MAX = 100;

    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
    private static final double SHARE = 0.99;
    private static final int SAMPLES_MAX = 1 << 16;

    private final long[] lateNanos = new long[SAMPLES_MAX];
    private final Thread thread = new Thread(this::run, "wake-meter");
    private int samples;
    private volatile boolean ended;

    private WakeMeter() {
        thread.setDaemon(true);
    }

    /** Begins to measure. */
    public static WakeMeter start() {
        var meter = new WakeMeter();
        meter.thread.start();
        return meter;
    }

    private void run() {
        while (!ended) {
            long due = System.nanoTime() + PAUSE_NANOS;
            LockSupport.parkNanos(this, PAUSE_NANOS);
            record(Math.max(0, System.nanoTime() - due));
        }
    }

    private synchronized void record(long late) {
        lateNanos[samples % SAMPLES_MAX] = late;
        samples++;
    }

    /** The 99th percentile so far, in milliseconds. */
    public synchronized double lateMillis() {
        long[] sorted = Arrays.copyOf(lateNanos, Math.min(samples, SAMPLES_MAX));
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) (SHARE * (sorted.length - 1))] / 1e6;
    }

    /** The worst so far, in milliseconds: whether the machine stood still once. */
    public synchronized double latestMillis() {
        return Arrays.stream(lateNanos).max().orElse(0) / 1e6;
    }

    /** Whether what was measured meanwhile says nothing. */
    public boolean isVoid() {
        return lateMillis() > LATE_MILLIS_MAX;
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
    }
}
