package io.bellwether.protocol.quorum;

/**
 * The time by which everything is decided in Raft: a counter in the state, advanced by the leader's monotonic clock,
 * never backwards, standing still while there is no leader.
 *
 * <p>Everybody tells it what was applied. A leader starts from there and counts on; what it counted and never committed
 * has not happened, so that a leader that slept through its own deposition carries no time along.
 */
public final class ClusterTime {

    private long appliedNanos;
    private boolean isLeading;
    private long startNanos;
    private long startedAtNanos;

    /** The state has reached this cluster time. An earlier one than before changes nothing. */
    public void applied(long clusterNanos) {
        appliedNanos = Math.max(appliedNanos, clusterNanos);
    }

    /** This node leads from now on. It must have applied all that is committed. */
    public void lead(long nowNanos) {
        isLeading = true;
        startNanos = appliedNanos;
        startedAtNanos = nowNanos;
    }

    /** This node does not lead any more. */
    public void follow() {
        isLeading = false;
    }

    /** Cluster time now: what the leader stamps on an entry; on all others what was last applied. */
    public long at(long nowNanos) {
        if (!isLeading) {
            return appliedNanos;
        }
        long counted = startNanos + Math.max(0, nowNanos - startedAtNanos);
        return Math.max(appliedNanos, counted);
    }
}
