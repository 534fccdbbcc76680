package io.bellwether.agent.loop;

/**
 * How late the loop runs at worst, within the last two to four seconds: written by the loop, read by the sampler and by the
 * metrics. A process that stands still and runs by turns looks at itself only while it runs. So what it finds has to outlast
 * the look: else the next one finds nothing, and the standstill after that passes for a time in which all was well.
 */
public final class LoopDelay {

    static final long WINDOW_NANOS = 2_000_000_000;

    private boolean begun;
    private long begunNanos;
    private long worstNanos;
    private long worstBeforeNanos;

    /** A turn came so long after it was due. */
    synchronized void late(long nanos, long nowNanos) {
        turn(nowNanos);
        worstNanos = Math.max(worstNanos, nanos);
    }

    /** The worst of this window and the one before. */
    public synchronized long worstNanos(long nowNanos) {
        turn(nowNanos);
        return Math.max(worstNanos, worstBeforeNanos);
    }

    private void turn(long nowNanos) {
        long passed = nowNanos - begunNanos;
        if (begun && passed < WINDOW_NANOS) {
            return;
        }
        worstBeforeNanos = begun && passed < 2 * WINDOW_NANOS ? worstNanos : 0;
        worstNanos = 0;
        begun = true;
        begunNanos = nowNanos;
    }
}
