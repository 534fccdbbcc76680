package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.monitoring.Neighbours;
import io.bellwether.protocol.state.Command.Lose.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Verdict one: who is UNREACHABLE. When a subject has enough bad edges the leader waits a moment for others, so that
 * members that died together are one commit, then takes the {@link Cut}. Whoever still reports gets a second opinion
 * first; whom nobody watches is tried by the stand-in.
 */
final class LossVerdict {

    private final Evidence evidence;
    /** Asked anew each time: a leader may lead before it is a member, and join again under another incarnation. */
    private final LongSupplier leader;

    private final long waitNanos;
    private final long waitMaxNanos;
    private long gatheringSinceNanos;
    private boolean gathering;
    /** Since when a subject has been on its way to enough. */
    private final Map<Long, Long> onTheWaySince = new TreeMap<>();

    LossVerdict(Evidence evidence, LongSupplier leader) {
        this.evidence = evidence;
        this.leader = leader;
        this.waitMaxNanos = Math.min(evidence.beatNanos(), Duration.ofSeconds(1).toNanos());
        this.waitNanos = 3 * waitMaxNanos / 10;
    }

    /** Those that are to be committed now. */
    List<Loss> due(List<Tally> suspects, long nowNanos) {
        List<Loss> losses = new ArrayList<>();
        List<Long> high = new ArrayList<>();
        boolean someOnTheWay = false;
        for (Tally votes : suspects) {
            if (votes.eligible() == 1 && votes.bad() == 1) {
                standIn(votes.subject(), nowNanos, losses);
            } else if (votes.isHigh() && !isReached(votes, nowNanos)) {
                high.add(votes.subject());
            } else if (votes.isBetween()) {
                if (isOnTheWay(votes.subject(), nowNanos)) {
                    someOnTheWay = true;
                } else {
                    askAhead(votes.subject(), nowNanos);
                }
            }
        }
        forgetOthers(suspects);
        if (high.isEmpty()) {
            gathering = false;
        } else if (isGathered(someOnTheWay, nowNanos)) {
            judge(high, nowNanos, losses);
        }
        return losses;
    }

    /** A member that nobody watches and that does not report. */
    void unwatched(Member member, long nowNanos, List<Loss> losses) {
        standIn(member.incarnation(), nowNanos, losses);
    }

    private void standIn(long subject, long nowNanos, List<Loss> losses) {
        if (subject != leader.getAsLong() && evidence.standIn.ask(subject, nowNanos) == Inquiry.Standing.NOT_REACHED) {
            add(subject, Cause.STAND_IN, "no coordinator reaches it, and too few watch it", losses);
        }
    }

    /** Asks for a second opinion if the subject still reports. Partly cut, if enough coordinators reach it. */
    private boolean isReached(Tally votes, long nowNanos) {
        if (!evidence.reportsFreshly(votes.subject(), nowNanos)) {
            return false;
        }
        return evidence.secondOpinion.ask(votes.subject(), nowNanos) == Inquiry.Standing.REACHED;
    }

    /** Who is lossy may be high for a moment only, and the second opinion shall be there by then. */
    private void askAhead(long subject, long nowNanos) {
        if (evidence.reportsFreshly(subject, nowNanos)) {
            evidence.secondOpinion.ask(subject, nowNanos);
        }
    }

    private boolean isOnTheWay(long subject, long nowNanos) {
        return nowNanos - onTheWaySince.computeIfAbsent(subject, fresh -> nowNanos) < waitMaxNanos;
    }

    private void forgetOthers(List<Tally> suspects) {
        if (!onTheWaySince.isEmpty()) {
            Set<Long> between = new TreeSet<>();
            for (Tally votes : suspects) {
                if (votes.isBetween()) {
                    between.add(votes.subject());
                }
            }
            onTheWaySince.keySet().retainAll(between);
        }
    }

    // Beats are spread over the interval, so the observers of members that died together reach their verdicts up to one
    // beat apart. Who is lossy for longer than that is not on its way, and nobody waits for it.
    private boolean isGathered(boolean someOnTheWay, long nowNanos) {
        if (!gathering) {
            gathering = true;
            gatheringSinceNanos = nowNanos;
        }
        long waited = nowNanos - gatheringSinceNanos;
        return waited >= waitMaxNanos || (waited >= waitNanos && !someOnTheWay);
    }

    private void judge(List<Long> high, long nowNanos, List<Loss> losses) {
        Cut cut = new Cut(
                (subject, silenced) -> evidence.tally(subject, silenced, nowNanos),
                subject -> evidence.reportsFreshly(subject, nowNanos),
                this::nameOf);
        for (long subject : cut.accused(high, leader.getAsLong())) {
            boolean stands = !evidence.reportsFreshly(subject, nowNanos)
                    || evidence.secondOpinion.ask(subject, nowNanos) == Inquiry.Standing.NOT_REACHED;
            if (stands) {
                add(subject, Cause.OBSERVERS, describe(subject, nowNanos), losses);
            }
        }
    }

    private void add(long subject, Cause cause, String words, List<Loss> losses) {
        Member member = evidence.view().member(subject);
        if (member != null) {
            losses.add(new Loss(Evidence.target(member), cause, words));
        }
    }

    private String nameOf(long subject) {
        Member member = evidence.view().member(subject);
        return member == null ? "" : member.id().name();
    }

    private String describe(long subject, long nowNanos) {
        Tally votes = evidence.tally(subject, nowNanos);
        StringBuilder words = new StringBuilder(96)
                .append(votes.bad())
                .append(" of ")
                .append(votes.eligible())
                .append(" observers find it bad:");
        Neighbours neighbours = evidence.neighbours(subject);
        for (int i = 0; i < neighbours.size(); i++) {
            long observer = neighbours.incarnation(i);
            ReportBook.Page page = evidence.book.page(observer);
            EdgeReport edge = page == null ? null : page.edge(subject);
            if (edge != null && edge.verdict().isBad() && words.length() < 200) {
                words.append(' ').append(nameOf(observer)).append(' ').append(edge.verdict());
            }
        }
        return words.toString();
    }
}
