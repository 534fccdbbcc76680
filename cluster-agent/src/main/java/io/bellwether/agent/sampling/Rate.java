package io.bellwether.agent.sampling;

/** How much of the time that passed a growing number of nanoseconds took, in percent. */
final class Rate {

    private boolean known;
    private long lastUsedNanos;
    private long lastNanos;

    /** NaN at first, and where no time has passed or the number has shrunk, as when its source began anew. */
    double percent(long usedNanos, long nowNanos) {
        long used = usedNanos - lastUsedNanos;
        long passed = nowNanos - lastNanos;
        boolean valid = known && passed > 0 && used >= 0;
        known = true;
        lastUsedNanos = usedNanos;
        lastNanos = nowNanos;
        return valid ? 100.0 * used / passed : Double.NaN;
    }
}
