package io.bellwether.agent.sampling;

import io.bellwether.protocol.health.Dimension;
import java.util.function.LongSupplier;

/** How late the loop ran at worst, in milliseconds. */
public final class LoopDelaySource implements Source {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier worstNanos;

    public LoopDelaySource(LongSupplier worstNanos) {
        this.worstNanos = worstNanos;
    }

    @Override
    public Dimension dimension() {
        return Dimension.LOOP_DELAY;
    }

    @Override
    public double sample(long nowNanos) {
        return worstNanos.getAsLong() / NANOS_PER_MILLI;
    }
}
