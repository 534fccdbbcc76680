package io.bellwether.agent.loop;

import java.util.concurrent.atomic.AtomicLong;

/** How late the loop runs: written by it, read by the sampler. */
public final class LoopDelay {

    private final AtomicLong worstNanos = new AtomicLong();
    private volatile long lastTakenNanos;

    /** A turn came so long after it was due. */
    void late(long nanos) {
        if (nanos > worstNanos.get()) {
            worstNanos.set(nanos);
        }
    }

    /** The worst since the last call. */
    public long takeNanos() {
        long worst = worstNanos.getAndSet(0);
        lastTakenNanos = worst;
        return worst;
    }

    /** What the last call of {@link #takeNanos} returned. */
    public long shownNanos() {
        return lastTakenNanos;
    }
}
