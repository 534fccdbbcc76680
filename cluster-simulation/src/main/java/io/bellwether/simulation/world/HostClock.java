package io.bellwether.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** The two clocks of a machine. Only the one on the wall may jump. */
final class HostClock {

    /** When every run begins, for the eye only. */
    private static final long WALL_START_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    /** How far clocks that are kept by the network are apart. */
    private static final long SKEW_MILLIS_MAX = 50;

    /** A process in four starts this shortly before its monotonic clock wraps around, or less. */
    private static final long NEAR_WRAP_NANOS = Duration.ofMinutes(2).toNanos();

    private long origin;
    private long wallOffsetMillis;

    HostClock(RandomGenerator random) {
        wallOffsetMillis = random.nextLong(-SKEW_MILLIS_MAX, SKEW_MILLIS_MAX + 1);
    }

    /** A new process counts from elsewhere. */
    void restart(RandomGenerator random) {
        origin = random.nextInt(4) == 0 ? Long.MAX_VALUE - random.nextLong(NEAR_WRAP_NANOS) : random.nextLong();
    }

    void jumpWall(Duration by) {
        wallOffsetMillis += by.toMillis();
    }

    long nanos(long now) {
        return origin + now;
    }

    long wallMillis(long now) {
        return WALL_START_MILLIS + wallOffsetMillis + now / 1_000_000;
    }
}
