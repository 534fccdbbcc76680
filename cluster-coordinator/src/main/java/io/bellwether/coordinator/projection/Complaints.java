package io.bellwether.coordinator.projection;

import java.time.Duration;
import java.util.OptionalLong;

/** Which failures are told: the first, and while it goes on one in five minutes, with how many were left out. */
final class Complaints {

    static final Duration WINDOW = Duration.ofMinutes(5);

    private boolean failing;
    private long toldNanos;
    private long leftOut;

    /** How many were left out since the last one that was told; empty if this one is left out too. */
    OptionalLong failed(long nowNanos) {
        if (failing && nowNanos - toldNanos < WINDOW.toNanos()) {
            leftOut++;
            return OptionalLong.empty();
        }
        failing = true;
        toldNanos = nowNanos;
        long suppressed = leftOut;
        leftOut = 0;
        return OptionalLong.of(suppressed);
    }

    /** It works; the next failure is news. */
    void worked() {
        failing = false;
        leftOut = 0;
    }
}
