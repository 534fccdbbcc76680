package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Trial;
import io.bellwether.protocol.state.ClusterState;
import java.util.List;
import java.util.function.LongSupplier;

/** The voters of the agreed log. Questions go to every one of them but this, which tries by itself. */
final class Voters implements Inquiry.Questioner {

    private final NodeId self;
    private final ClusterState state;
    private final Trials trials;
    private final List<CoordinatorEffect> effects;
    private final LongSupplier nowNanos;
    private List<NodeId> names = List.of();
    private long term;
    private long roundCounter;

    Voters(NodeId self, ClusterState state, Trials trials, List<CoordinatorEffect> effects, LongSupplier nowNanos) {
        this.self = self;
        this.state = state;
        this.trials = trials;
        this.effects = effects;
        this.nowNanos = nowNanos;
    }

    void changed(List<NodeId> now, long nowTerm) {
        names = now;
        term = nowTerm;
    }

    @Override
    public void ask(long subject, long round, Trial how) {
        trials.start(0, subject, round, how, nowNanos.getAsLong());
        for (NodeId voter : names) {
            Member member = state.view().member(voter);
            if (member != null && !voter.equals(self) && member.incarnation() != subject) {
                effects.add(new CoordinatorEffect.Send(member.incarnation(), new Message.Ask(subject, round, how)));
            }
        }
    }

    @Override
    public long nextRound() {
        return term * 1_000_000_000L + ++roundCounter;
    }

    @Override
    public int voters() {
        return Math.max(1, names.size());
    }

    @Override
    public boolean isVoter(long subject) {
        Member member = state.view().member(subject);
        return member != null && names.contains(member.id());
    }

    /** Only coordinators pass reports on and ask for trials. */
    boolean isCoordinator(long incarnation) {
        Member member = state.view().member(incarnation);
        return member != null && member.coordinator();
    }
}
