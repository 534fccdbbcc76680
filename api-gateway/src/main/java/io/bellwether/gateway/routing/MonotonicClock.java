package io.bellwether.gateway.routing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock for those that measure durations by one: it never jumps, and its date means nothing. */
final class MonotonicClock extends Clock {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final long originNanos;

    MonotonicClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.originNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        long passed = nanoTime.getAsLong() - originNanos;
        return Instant.ofEpochSecond(passed / NANOS_PER_SECOND, passed % NANOS_PER_SECOND);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
