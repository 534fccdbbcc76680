package io.bellwether.agent.loop;

import java.time.Duration;

/**
 * When failures of steps are too many to go on. A broken invariant may be passing; one that comes back is not, and a node
 * that half works is worse for the others than none.
 */
final class FailureLimit {

    static final int FAILURES_MAX = 2;

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private int failures;
    private long firstNanos;

    /** One more; whether it is one too many within a minute. */
    boolean isOver(long nowNanos) {
        if (failures == 0 || nowNanos - firstNanos > WINDOW_NANOS) {
            failures = 0;
            firstNanos = nowNanos;
        }
        failures++;
        return failures > FAILURES_MAX;
    }

    /** Whether the last one was the first for a minute: worth a line with its cause. */
    boolean isFirst() {
        return failures == 1;
    }
}
