package io.bellwether.coordinator.raft;

import io.bellwether.protocol.timing.TimingProfile;

/**
 * The least time between two elections, which is also the time a new leader is given to settle: a voter gives no
 * pre-vote within one upper election bound of the last election that it has seen. A voter that hears the leader gives none
 * anyway; this holds also for one that does not hear it yet. After ten quiet seconds nothing is held back, whatever the
 * bounds are, and a voter that has just started has seen no election.
 */
final class ElectionPace {

    private static final long QUIET_NANOS = 10_000_000_000L;

    private final long apartNanos;
    private long term = -1;
    private boolean elected;
    private long electedNanos;

    ElectionPace(TimingProfile profile) {
        this.apartNanos = Math.min(profile.electionMax().toNanos(), QUIET_NANOS);
    }

    /** Takes the latest term; one that is higher than the one before was an election. */
    synchronized void heardOf(long heardTerm, long nowNanos) {
        if (heardTerm > term) {
            elected = term >= 0;
            electedNanos = nowNanos;
            term = heardTerm;
        }
    }

    /** Whether an election now would come too soon after the last. */
    synchronized boolean isTooSoon(long nowNanos) {
        return elected && nowNanos - electedNanos < apartNanos;
    }
}
