package io.bellwether.protocol.quorum;

import io.bellwether.protocol.membership.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The leader's own proof that it still leads: when, by its monotonic clock, a majority of the voters last confirmed it.
 * A confirmation counts from when its question was sent, for the voter may have changed its mind since it answered.
 */
public final class LeaderLease {

    /** The age of a lease that was never confirmed. */
    public static final long NEVER_NANOS = Long.MAX_VALUE;

    private final NodeId self;
    private final List<Voter> voters = new ArrayList<>();
    private long[] ages = new long[0];
    private long strangers;

    private static final class Voter {
        private final NodeId id;
        private boolean isConfirmed;
        private long sentNanos;

        private Voter(NodeId id) {
            this.id = id;
        }

        private long ageNanos(long nowNanos) {
            return isConfirmed ? Math.max(0, nowNanos - sentNanos) : NEVER_NANOS;
        }
    }

    /** The lease of this node, of which nothing is confirmed yet. A new term needs a new lease. */
    public LeaderLease(NodeId self, List<NodeId> voters) {
        this.self = self;
        voters(voters);
    }

    /** The voters from now on. Those that stay keep their confirmations. */
    public void voters(List<NodeId> ids) {
        List<Voter> next = new ArrayList<>();
        for (NodeId id : ids) {
            next.add(voters.stream()
                    .filter(voter -> voter.id.equals(id))
                    .findFirst()
                    .orElseGet(() -> new Voter(id)));
        }
        voters.clear();
        voters.addAll(next);
        ages = new long[next.size()];
    }

    /** A voter has answered a question that was sent at this time. */
    public void confirmed(NodeId id, long sentNanos) {
        for (Voter voter : voters) {
            if (voter.id.equals(id)) {
                if (!voter.isConfirmed || sentNanos - voter.sentNanos > 0) {
                    voter.isConfirmed = true;
                    voter.sentNanos = sentNanos;
                }
                return;
            }
        }
        strangers++;
    }

    /** Confirmations of those who are no voters. */
    public long strangers() {
        return strangers;
    }

    /** How long ago a majority, this node included if it is a voter, stood behind it. */
    public long freshAgeNanos(long nowNanos) {
        if (voters.isEmpty()) {
            return NEVER_NANOS;
        }
        for (int i = 0; i < ages.length; i++) {
            Voter voter = voters.get(i);
            ages[i] = voter.id.equals(self) ? 0 : voter.ageNanos(nowNanos);
        }
        Arrays.sort(ages);
        return ages[ages.length / 2];
    }

    /** Whether the lease is no older than this. */
    public boolean hasQuorum(long nowNanos, long leaseNanos) {
        return freshAgeNanos(nowNanos) <= leaseNanos;
    }
}
