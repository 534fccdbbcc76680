package io.bellwether.faults.harness;

import io.bellwether.simulation.report.Sample;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How late a sleeping thread wakes, measured as long as this is open. On a machine too busy to wake a thread in time no
 * process keeps its beats either, and a verdict on a member proves nothing.
 */
public final class Wakeups implements AutoCloseable {

    /** A run whose p99 is above this is void. */
    public static final Duration P99_MAX = Duration.ofMillis(100);

    private static final long NAP_NANOS = Duration.ofMillis(5).toNanos();

    private final Sample late = new Sample();
    private final Thread thread;
    private volatile boolean open = true;

    private Wakeups() {
        thread = Thread.ofPlatform().daemon().name("wakeups").unstarted(this::measure);
    }

    /** Begins to measure. */
    public static Wakeups open() {
        var wakeups = new Wakeups();
        wakeups.thread.start();
        return wakeups;
    }

    private void measure() {
        while (open) {
            long slept = System.nanoTime();
            LockSupport.parkNanos(NAP_NANOS);
            long over = System.nanoTime() - slept - NAP_NANOS;
            synchronized (late) {
                late.add(Math.max(0, over));
            }
        }
    }

    /** The 99th percentile so far; zero before the first. */
    public Duration p99() {
        synchronized (late) {
            return late.size() == 0 ? Duration.ZERO : Duration.ofNanos((long) late.percentile(0.99));
        }
    }

    /** Whether this machine was so late that what was seen meanwhile says nothing. */
    public boolean isVoid() {
        return p99().compareTo(P99_MAX) > 0;
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
    }
}
