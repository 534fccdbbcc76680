package io.bellwether.protocol.authority;

import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.explain.Observer;
import io.bellwether.protocol.explain.Voice;
import io.bellwether.protocol.explain.Votes;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.monitoring.Neighbours;
import io.bellwether.protocol.state.Life;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a member is in its state, from what the rules decide upon. Decides nothing itself. */
final class Explainer {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Evidence evidence;
    private final @Nullable Leadership leadership;

    Explainer(Evidence evidence, @Nullable Leadership leadership) {
        this.evidence = evidence;
        this.leadership = leadership;
    }

    /** What is known about a name, null if the name is not known. */
    @Nullable
    Explanation explain(NodeId id, long nowNanos) {
        Life life = evidence.state.life(id);
        if (life == null) {
            return null;
        }
        Member member = life.member();
        boolean present = member.status().isPresent();
        return new Explanation(
                leadership != null,
                life,
                evidence.state.standing(id),
                evidence.state.clusterNanos(),
                evidence.state.rules(),
                present ? votes(member, nowNanos) : new Votes(0, 0, 0, 0, 0),
                present ? observers(member, nowNanos) : List.of(),
                present ? removal(member, nowNanos) : Explanation.Removal.NONE,
                present && evidence.secondOpinion.reachedForNanos(member.incarnation(), nowNanos) >= 0);
    }

    private Votes votes(Member member, long nowNanos) {
        Tally tally = evidence.tally(member.incarnation(), nowNanos);
        Quota quota = Quota.of(tally.eligible());
        boolean judged = tally.eligible() > 0;
        return new Votes(
                tally.eligible(), tally.good(), tally.bad(), judged ? quota.high() : 0, judged ? quota.low() : 0);
    }

    private List<Observer> observers(Member member, long nowNanos) {
        Neighbours neighbours = evidence.neighbours(member.incarnation());
        List<Observer> observers = new ArrayList<>(neighbours.size());
        for (int i = 0; i < neighbours.size(); i++) {
            Member observer = evidence.view().member(neighbours.incarnation(i));
            if (observer != null) {
                observers.add(observer(observer, member.incarnation(), nowNanos));
            }
        }
        return observers;
    }

    private Observer observer(Member observer, long subject, long nowNanos) {
        Voice voice = evidence.observers.voice(evidence.view(), observer.incarnation(), subject, nowNanos);
        ReportBook.Page page = evidence.book.page(observer.incarnation());
        EdgeReport edge = page == null ? null : page.edge(subject);
        long reportMillis = page == null ? Observer.UNKNOWN : (nowNanos - page.writtenNanos()) / NANOS_PER_MILLI;
        return new Observer(
                observer.id(),
                observer.incarnation(),
                voice,
                edge == null ? null : edge.verdict(),
                edge == null ? Observer.UNKNOWN : edge.sinceMillis() + reportMillis,
                edge == null || edge.lastBeatMillis() == EdgeReport.NEVER
                        ? Observer.UNKNOWN
                        : edge.lastBeatMillis() + reportMillis,
                reportMillis);
    }

    private Explanation.Removal removal(Member member, long nowNanos) {
        Leadership leads = leadership;
        return leads == null || !evidence.isLost(member)
                ? Explanation.Removal.NONE
                : leads.explainRemoval(member, nowNanos);
    }
}
