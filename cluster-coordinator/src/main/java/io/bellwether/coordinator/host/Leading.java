package io.bellwether.coordinator.host;

import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.NodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What only a leader can do: hand leadership over, and change who votes. No method waits. */
public final class Leading {

    private final NodeId self;
    private final AgreedLog log;
    private final Supplier<Replicated> members;

    Leading(NodeId self, AgreedLog log, Supplier<Replicated> members) {
        this.self = self;
        this.log = log;
        this.members = members;
    }

    /**
     * Hands leadership over. Fails with {@link NotProposedException} where this coordinator does not lead, and with what
     * the log says where the other does not take it within ten seconds.
     */
    public CompletableFuture<Void> transfer(NodeId to) {
        return ifLeading(() -> log.transferLeadership(to));
    }

    /** Replaces the list of voters; fails likewise. */
    public CompletableFuture<Void> changeVoters(List<Voter> voters) {
        return ifLeading(() -> log.changeVoters(voters));
    }

    private CompletableFuture<Void> ifLeading(Supplier<CompletableFuture<Void>> change) {
        try {
            check();
            return change.get();
        } catch (NotProposedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Throws {@link NotProposedException} where this coordinator does not lead. */
    public void check() {
        AgreedLog.Status now = log.status();
        if (!now.leading()) {
            NodeId leader = self.equals(now.leader()) ? null : now.leader();
            throw new NotProposedException(
                    leader == null
                            ? "No leader available"
                            : "This coordinator does not lead, %s does".formatted(leader),
                    leader);
        }
    }

    /** Who had best lead when this coordinator does not any more: a voter that is well, if there is one that is there. */
    public Optional<NodeId> successor() {
        return log.status().voters().stream()
                .map(Voter::id)
                .filter(voter -> !voter.equals(self) && fitness(voter) > 0)
                .max(Comparator.comparingInt(this::fitness).thenComparing(Comparator.reverseOrder()));
    }

    /** Whether a voter is there and means to stay. */
    boolean isStaying(NodeId voter) {
        return fitness(voter) > 1;
    }

    private int fitness(NodeId voter) {
        var member = members.get().view().member(voter);
        if (member == null) {
            return 0;
        }
        return switch (member.status()) {
            case HEALTHY -> 4;
            case JOINING, RECOVERING, DEGRADED -> 3;
            case DRAINING, MAINTENANCE, QUARANTINED -> 2;
            case LEAVING -> 1;
            case UNREACHABLE, LEFT, REMOVED -> 0;
        };
    }
}
