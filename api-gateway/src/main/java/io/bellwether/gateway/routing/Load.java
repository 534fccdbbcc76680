package io.bellwether.gateway.routing;

import java.time.Duration;

/**
 * What one instance is loaded with, as this gateway sees it: how many requests wait for it and how long it takes to answer.
 *
 * <p>The latency is a peak-sensitive mean: a slower answer counts at once and in full, faster ones win it back over
 * {@link #DECAY}. It fades likewise while nobody asks, so that who was slow once is tried again. Requests that still wait
 * are part of it: an instance that has stopped answers nothing that could be counted.
 */
final class Load {

    /** How long it takes until two thirds of a bad impression are forgotten. */
    static final Duration DECAY = Duration.ofSeconds(5);

    /** What a failed request counts as, however soon it failed: who refuses at once is not fast. */
    static final Duration FAILURE = Duration.ofSeconds(5);

    /** Under this, differences are of the network and of chance. */
    private static final double LATENCY_MIN_NANOS = 1e6;

    private final long originNanos;
    private double latencyNanos;
    private long latencyAtNanos;
    private int waiting;
    /** Sum of the beginnings of all that wait, so that their mean age costs nothing to know. */
    private double begunSumNanos;

    Load(long nowNanos) {
        this.originNanos = nowNanos;
        this.latencyAtNanos = nowNanos;
    }

    synchronized void begin(long nowNanos) {
        waiting++;
        begunSumNanos += nowNanos - originNanos;
    }

    /** Ends a request that began then. */
    synchronized void answered(long begunNanos, long nowNanos) {
        end(begunNanos);
        observe((double) (nowNanos - begunNanos), nowNanos);
    }

    synchronized void failed(long begunNanos, long nowNanos) {
        end(begunNanos);
        observe((double) Math.max(FAILURE.toNanos(), nowNanos - begunNanos), nowNanos);
    }

    /** Ends a request that its sender gave up: how long it would have taken nobody knows, but it was at least so long. */
    synchronized void abandoned(long begunNanos, long nowNanos) {
        end(begunNanos);
        long took = nowNanos - begunNanos;
        if (took > faded(nowNanos)) {
            observe((double) took, nowNanos);
        }
    }

    synchronized int waiting() {
        return waiting;
    }

    /** Nanoseconds until an answer, as far as can be told; never under a millisecond. */
    synchronized double latencyNanos(long nowNanos) {
        double waited = waiting == 0 ? 0 : nowNanos - originNanos - begunSumNanos / waiting;
        return Math.max(LATENCY_MIN_NANOS, Math.max(faded(nowNanos), waited));
    }

    private void end(long begunNanos) {
        waiting--;
        // Begun anew where nothing waits: no error of rounding is kept.
        begunSumNanos = waiting == 0 ? 0 : begunSumNanos - (begunNanos - originNanos);
    }

    private void observe(double tookNanos, long nowNanos) {
        double weight = Math.exp(-(nowNanos - latencyAtNanos) / (double) DECAY.toNanos());
        latencyNanos = tookNanos > latencyNanos * weight ? tookNanos : latencyNanos * weight + tookNanos * (1 - weight);
        latencyAtNanos = nowNanos;
    }

    private double faded(long nowNanos) {
        return latencyNanos * Math.exp(-(nowNanos - latencyAtNanos) / (double) DECAY.toNanos());
    }
}
