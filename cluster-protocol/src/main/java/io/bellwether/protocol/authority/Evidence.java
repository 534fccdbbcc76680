package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.monitoring.Neighbours;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command.Target;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.Collections;
import java.util.Set;

/** What the rules of the leader decide upon: the committed state, the reports, and what coordinators found out. */
final class Evidence {

    private static final long NANOS_IN_A_MILLI = 1_000_000;

    final TimingProfile profile;
    final ClusterState state;
    final ReportBook book;
    final EligibleObservers observers;
    final Inquiry secondOpinion;
    final Inquiry standIn;
    private final Proposals proposals;
    private final MonitoringGraph graph;

    Evidence(
            TimingProfile profile,
            ClusterState state,
            ReportBook book,
            MonitoringGraph graph,
            Inquiry secondOpinion,
            Inquiry standIn,
            Proposals proposals) {
        this.profile = profile;
        this.state = state;
        this.book = book;
        this.graph = graph;
        this.observers = new EligibleObservers(graph, book, state::isLost);
        this.secondOpinion = secondOpinion;
        this.standIn = standIn;
        this.proposals = proposals;
    }

    View view() {
        return state.view();
    }

    long beatNanos() {
        return profile.heartbeat().toNanos();
    }

    /** Most of what is judged must hold for this long: three beats. */
    long steadyNanos() {
        return 3 * beatNanos();
    }

    Tally tally(long subject, long nowNanos) {
        return observers.tally(view(), subject, Collections.emptySet(), nowNanos);
    }

    Tally tally(long subject, Set<Long> silenced, long nowNanos) {
        return observers.tally(view(), subject, silenced, nowNanos);
    }

    /** Whether the subject's own report reached any coordinator within two beats. */
    boolean reportsFreshly(long subject, long nowNanos) {
        return book.isFresh(book.page(subject), 2 * beatNanos(), nowNanos);
    }

    /**
     * Whether a verdict about this member is still open: it is not lost, not out of judgement, not just arriving, and none
     * is under way.
     */
    boolean isJudged(Member member) {
        return member.status() != MemberStatus.MAINTENANCE
                && !isLost(member)
                && !isArriving(member)
                && !proposals.isUnderWay(member);
    }

    /**
     * Whether it was let in and has not said a word since. A process that starts on a busy machine reads late that it was
     * let in, and nobody has asked anything of it yet: it has the failure timeout for its first report.
     */
    private boolean isArriving(Member member) {
        boolean isNew = member.status() == MemberStatus.JOINING || member.status() == MemberStatus.RECOVERING;
        return isNew
                && book.page(member.incarnation()) == null
                && state.clusterNanos() / NANOS_IN_A_MILLI - member.sinceMillis()
                        < profile.failureTimeout().toMillis();
    }

    /** Whether it is lost and may come back or be removed, with nothing of that under way. */
    boolean isAwaited(Member member) {
        return isLost(member) && !proposals.isUnderWay(member);
    }

    boolean isLost(Member member) {
        return state.isLost(member.incarnation());
    }

    Neighbours neighbours(long subject) {
        return graph.neighboursOf(subject);
    }

    static Target target(Member member) {
        return new Target(member.incarnation(), member.sinceVersion());
    }
}
