package io.bellwether.gateway.routing;

import java.time.Duration;

/**
 * Whether an instance has failed so often in a row that it gets no requests for a while: 30 s the first time, and so much
 * longer each further time. The count of times is forgotten one by one, for each base time without another.
 */
final class Ejection {

    private final int failuresMax;
    private final long baseNanos;
    private final long mostNanos;
    private int failuresInRow;
    private int times;
    private boolean out;
    private long untilNanos;
    private long forgetFromNanos;

    Ejection(int failuresMax, Duration base, Duration most) {
        this.failuresMax = failuresMax;
        this.baseNanos = base.toNanos();
        this.mostNanos = most.toNanos();
    }

    synchronized void answered() {
        failuresInRow = 0;
    }

    /** Counts a failure; true if there are enough of them. */
    synchronized boolean failed() {
        failuresInRow++;
        return failuresInRow >= failuresMax;
    }

    synchronized void begin(long nowNanos) {
        forget(nowNanos);
        times++;
        out = true;
        failuresInRow = 0;
        untilNanos = nowNanos + Math.min(mostNanos, baseNanos * times);
        forgetFromNanos = untilNanos;
    }

    /** Whether it is out now. */
    synchronized boolean isOut(long nowNanos) {
        return out && untilNanos - nowNanos > 0;
    }

    /** Whether it was out and is no more; true once. */
    synchronized boolean hasEnded(long nowNanos) {
        if (out && untilNanos - nowNanos <= 0) {
            out = false;
            return true;
        }
        return false;
    }

    synchronized int failuresInRow() {
        return failuresInRow;
    }

    /** How many times in this spell. */
    synchronized int times(long nowNanos) {
        forget(nowNanos);
        return times;
    }

    synchronized Duration remaining(long nowNanos) {
        return out ? Duration.ofNanos(Math.max(0, untilNanos - nowNanos)) : Duration.ZERO;
    }

    private void forget(long nowNanos) {
        while (times > 0 && nowNanos - forgetFromNanos >= baseNanos) {
            times--;
            forgetFromNanos += baseNanos;
        }
    }
}
