package io.bellwether.gateway.routing;

import java.time.Duration;

/**
 * The share of its weight that an instance gets after it came back: little at first, more with time. Caches are cold then,
 * code is not compiled yet, and all that it was sent at once would wait.
 */
final class SlowStart {

    private final long windowNanos;
    private final double least;
    private boolean running;
    private long sinceNanos;

    /** Over so long, from this share on. */
    SlowStart(Duration window, double least) {
        this.windowNanos = window.toNanos();
        this.least = least;
    }

    synchronized void begin(long nowNanos) {
        running = windowNanos > 0;
        sinceNanos = nowNanos;
    }

    /** Between the least and 1. */
    synchronized double share(long nowNanos) {
        if (!running) {
            return 1;
        }
        double passed = (nowNanos - sinceNanos) / (double) windowNanos;
        if (passed >= 1) {
            running = false;
            return 1;
        }
        return Math.max(least, passed);
    }
}
