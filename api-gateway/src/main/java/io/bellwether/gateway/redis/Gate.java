package io.bellwether.gateway.redis;

import java.time.Duration;

/**
 * Decides whether Redis is asked at all. After some failures in a row it is left alone for a while, then one request
 * tries: while Redis hangs, one request in that time waits for its time-out and not each of them.
 */
final class Gate {

    private final int failuresMax;
    private final long pauseNanos;

    private int failures;
    private long closedUntilNanos;

    Gate(int failuresMax, Duration pause) {
        this.failuresMax = failuresMax;
        this.pauseNanos = pause.toNanos();
    }

    /** Whether to ask Redis now; if the pause has just ended, only the first caller hears yes. */
    synchronized boolean mayPass(long nowNanos) {
        if (failures < failuresMax) {
            return true;
        }
        if (nowNanos - closedUntilNanos < 0) {
            return false;
        }
        closedUntilNanos = nowNanos + pauseNanos;
        return true;
    }

    /** Takes note of an answer; returns whether it is the one that opens the gate again. */
    synchronized boolean succeeded() {
        boolean wasClosed = failures >= failuresMax;
        failures = 0;
        return wasClosed;
    }

    /** Takes note of a failure; returns whether it is the one that closes the gate. */
    synchronized boolean failed(long nowNanos) {
        boolean wasOpen = failures < failuresMax;
        if (wasOpen) {
            failures++;
        }
        if (failures < failuresMax) {
            return false;
        }
        closedUntilNanos = nowNanos + pauseNanos;
        return wasOpen;
    }
}
