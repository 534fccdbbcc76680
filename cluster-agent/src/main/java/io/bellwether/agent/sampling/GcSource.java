package io.bellwether.agent.sampling;

import io.bellwether.protocol.health.Dimension;
import java.util.function.LongSupplier;

/** The share of time in which collections stopped the program, in percent. */
public final class GcSource implements Source {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final LongSupplier pauseMillis;
    private final Rate rate = new Rate();

    public GcSource(LongSupplier pauseMillis) {
        this.pauseMillis = pauseMillis;
    }

    @Override
    public Dimension dimension() {
        return Dimension.GC;
    }

    @Override
    public double sample(long nowNanos) {
        return rate.percent(pauseMillis.getAsLong() * NANOS_PER_MILLI, nowNanos);
    }
}
