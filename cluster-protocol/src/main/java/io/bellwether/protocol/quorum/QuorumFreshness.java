package io.bellwether.protocol.quorum;

import io.bellwether.protocol.message.Freshness;
import java.time.Duration;

/**
 * The best evidence this node has that a majority stands behind a leader, from its own lease, from beats and gossip.
 *
 * <p>The higher term wins, however old; in one term the younger does. A majority that has voted for a later term can
 * confirm no earlier one any more, so a lease of an earlier term that looks younger has only spent time in a queue
 * where nobody counted it. The age grows by this node's own monotonic time, and by each relay only upwards.
 *
 * <p>Evidence is forgotten after ten minutes, its term included: a group that was set up anew starts again at term 1.
 */
public final class QuorumFreshness {

    /** Older evidence is none. */
    public static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    /** The age of no evidence at all. */
    public static final long NEVER_NANOS = Long.MAX_VALUE;

    private static final long FORGOTTEN_AFTER_NANOS = FORGOTTEN_AFTER.toNanos();
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private long term;
    private long leader;
    private long confirmedNanos;

    /** Evidence from another node. */
    public void hear(Freshness evidence, long nowNanos) {
        long ageMillis = Math.max(0, evidence.ageMillis());
        merge(evidence.term(), evidence.leader(), ageMillis * NANOS_PER_MILLI, nowNanos);
    }

    /** Evidence of this node's own: it leads, and its lease is this old. */
    public void lead(long ownTerm, long self, long leaseAgeNanos, long nowNanos) {
        merge(ownTerm, self, Math.max(0, leaseAgeNanos), nowNanos);
    }

    private void merge(long newTerm, long newLeader, long ageNanos, long nowNanos) {
        if (newTerm <= 0 || ageNanos > FORGOTTEN_AFTER_NANOS) {
            return;
        }
        long newConfirmed = nowNanos - ageNanos;
        boolean forgotten = ageNanos(nowNanos) == NEVER_NANOS;
        if (forgotten || newTerm > term) {
            term = newTerm;
            leader = newLeader;
            confirmedNanos = newConfirmed;
        } else if (newTerm == term) {
            leader = newLeader == 0 ? leader : newLeader;
            if (newConfirmed - confirmedNanos > 0) {
                confirmedNanos = newConfirmed;
            }
        }
    }

    /** How long ago a majority last stood behind a leader, {@link #NEVER_NANOS} if nothing is known. */
    public long ageNanos(long nowNanos) {
        if (term == 0) {
            return NEVER_NANOS;
        }
        long age = nowNanos - confirmedNanos;
        if (age > FORGOTTEN_AFTER_NANOS) {
            // Not only hidden: kept for 292 years, the difference would wrap and the evidence look young again.
            term = 0;
            leader = 0;
            return NEVER_NANOS;
        }
        return age;
    }

    /** What to tell others now. */
    public Freshness now(long nowNanos) {
        long age = ageNanos(nowNanos);
        if (age == NEVER_NANOS) {
            return Freshness.UNKNOWN;
        }
        // Rounded up: a relay must never make it younger.
        return new Freshness(term, leader, (int) ((age + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
    }
}
