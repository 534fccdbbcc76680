package io.bellwether.protocol.authority;

import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Command.Lose.Loss;
import io.bellwether.protocol.state.Command.Target;
import io.bellwether.protocol.state.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator does while it leads, and forgets when it does not: it turns reports into commands. A new leader, and
 * one whose own loop was late, judges nothing for one beat, because it cannot tell silence from its own absence. After a
 * standstill, in which nobody could lead, nobody is accused for as long as an edge may be silent: what ended it, mostly the
 * mending of a cut, mends the edges too, and they need a moment to show it.
 */
final class Leadership {

    private final Evidence evidence;
    private final LossVerdict lossVerdict;
    private final WayBack wayBack;
    private final Removal removal;
    private final Confirmation confirmation;
    private final Condition condition;
    private final Consumer<Command> propose;
    /** Whose last report is older than the cap, or will be before the next survey. */
    private final List<Long> quiet = new ArrayList<>();

    private final long accusesFromNanos;
    private long judgesFromNanos;
    private long nextSurveyNanos;
    private long removalWaitsSinceNanos;

    Leadership(Evidence evidence, LongSupplier self, Consumer<Command> propose, long accusesFromNanos, long nowNanos) {
        this.evidence = evidence;
        this.propose = propose;
        this.lossVerdict = new LossVerdict(evidence, self);
        this.wayBack = new WayBack(evidence);
        this.removal = new Removal(evidence, nowNanos);
        this.confirmation = new Confirmation(evidence);
        this.condition = new Condition(evidence);
        this.accusesFromNanos = accusesFromNanos;
        judgeNothingForABeat(nowNanos);
        this.nextSurveyNanos = judgesFromNanos;
        this.removalWaitsSinceNanos = nowNanos;
    }

    void judgeNothingForABeat(long nowNanos) {
        judgesFromNanos = nowNanos + evidence.beatNanos();
    }

    /** When to judge again. */
    long deadlineNanos(long nowNanos) {
        return Math.max(nowNanos + evidence.beatNanos() / 20 - judgesFromNanos, 0) + judgesFromNanos;
    }

    /** One round: verdicts about whoever is accused, the way back or out for whoever is lost, the rest once a beat. */
    void judge(long nowNanos) {
        if (nowNanos - judgesFromNanos < 0) {
            return;
        }
        boolean survey = nowNanos - nextSurveyNanos >= 0;
        if (survey) {
            nextSurveyNanos = nowNanos + evidence.beatNanos();
        }
        if (nowNanos - accusesFromNanos >= 0) {
            lose(survey, nowNanos);
        }
        bringBackOrRemove(nowNanos);
        if (survey) {
            confirm(nowNanos);
            weigh(nowNanos);
        }
    }

    private void lose(boolean survey, long nowNanos) {
        List<Loss> losses = lossVerdict.due(suspects(nowNanos), nowNanos);
        if (survey) {
            findQuiet(nowNanos);
        }
        for (long subject : quiet) {
            Member member = evidence.view().member(subject);
            if (member != null && evidence.isJudged(member) && isUnwatched(member, nowNanos)) {
                lossVerdict.unwatched(member, nowNanos, losses);
            }
        }
        if (!losses.isEmpty()) {
            propose.accept(new Command.Lose(losses));
        }
    }

    // Few are quiet, so those can be looked at in every round. Were everybody looked at once a beat, the question would
    // be asked up to a beat late, and its answer be read up to a beat late once more.
    private void findQuiet(long nowNanos) {
        quiet.clear();
        long untilNextSurvey = evidence.profile.silenceCap().toNanos() - evidence.beatNanos();
        for (Member member : evidence.view().members()) {
            ReportBook.Page page = evidence.book.page(member.incarnation());
            if (evidence.isJudged(member) && !evidence.book.isFresh(page, untilNextSurvey, nowNanos)) {
                quiet.add(member.incarnation());
            }
        }
    }

    /** Everybody of whom some counting report says something bad, and about whom a verdict is open. */
    private List<Tally> suspects(long nowNanos) {
        View view = evidence.view();
        Set<Long> accused = new TreeSet<>();
        for (Member observer : view.members()) {
            ReportBook.Page page = evidence.book.page(observer.incarnation());
            if (page != null && page.accuses() && evidence.book.counts(page, nowNanos)) {
                for (EdgeReport edge : page.report().edges()) {
                    if (edge.verdict().isBad()) {
                        accused.add(edge.subject());
                    }
                }
            }
        }
        List<Tally> suspects = new ArrayList<>();
        for (long subject : accused) {
            Member member = view.member(subject);
            if (member != null && evidence.isJudged(member)) {
                suspects.add(evidence.tally(subject, nowNanos));
            }
        }
        return suspects;
    }

    private boolean isUnwatched(Member member, long nowNanos) {
        long subject = member.incarnation();
        boolean reported = evidence.book.isFresh(
                evidence.book.page(subject), evidence.profile.silenceCap().toNanos(), nowNanos);
        return !reported && evidence.tally(subject, nowNanos).eligible() == 0;
    }

    private void bringBackOrRemove(long nowNanos) {
        List<Target> heard = new ArrayList<>();
        List<Target> reached = new ArrayList<>();
        List<Member> silent = new ArrayList<>();
        wayBack.retainLost();
        for (Member member : evidence.view().members()) {
            if (!evidence.isAwaited(member)) {
                continue;
            }
            @Nullable Cause back = wayBack.due(member, nowNanos);
            if (back == Cause.HEARD_AGAIN) {
                heard.add(Evidence.target(member));
            } else if (back != null) {
                reached.add(Evidence.target(member));
            } else {
                silent.add(member);
            }
        }
        if (!heard.isEmpty()) {
            propose.accept(new Command.Find(heard, Cause.HEARD_AGAIN));
        }
        if (!reached.isEmpty()) {
            propose.accept(new Command.Find(reached, Cause.SECOND_OPINION));
        }
        remove(silent, nowNanos);
    }

    // Members that died together are due within a beat of each other, and leave together: one epoch instead of many.
    private void remove(List<Member> silent, long nowNanos) {
        List<Target> overdue = new ArrayList<>();
        boolean othersFollow = false;
        for (Member member : silent) {
            // Asked again in every round, the answer would be the same.
            if (evidence.state.removalRefused(member.incarnation()) != null) {
                continue;
            }
            long dueIn = removal.dueInNanos(member, nowNanos);
            if (dueIn <= 0 && removal.isBeyondDoubt(member, nowNanos)) {
                overdue.add(Evidence.target(member));
            } else if (dueIn > 0 && dueIn < evidence.beatNanos()) {
                othersFollow = true;
            }
        }
        if (overdue.isEmpty()) {
            removalWaitsSinceNanos = nowNanos;
            return;
        }
        boolean waits = othersFollow && nowNanos - removalWaitsSinceNanos < evidence.beatNanos();
        if (!waits && evidence.state.removalRefused() == null) {
            propose.accept(new Command.Remove(overdue));
        }
    }

    private void confirm(long nowNanos) {
        List<Target> well = new ArrayList<>();
        for (Member member : evidence.view().members()) {
            if (member.status() == MemberStatus.JOINING
                    && evidence.isJudged(member)
                    && confirmation.isDue(member, nowNanos)) {
                well.add(Evidence.target(member));
            }
        }
        if (!well.isEmpty()) {
            propose.accept(new Command.Confirm(well));
        }
    }

    private void weigh(long nowNanos) {
        for (Member member : evidence.view().members()) {
            if (evidence.isJudged(member)) {
                Command due = condition.due(member, nowNanos);
                if (due != null) {
                    propose.accept(due);
                }
            }
        }
    }

    /** When a lost member is removed, and what stands in the way. */
    Explanation.Removal explainRemoval(Member member, long nowNanos) {
        long dueIn = removal.dueInNanos(member, nowNanos);
        Outcome.Refused kept = evidence.state.removalRefused(member.incarnation());
        Outcome.Refused refused = kept != null ? kept : evidence.state.removalRefused();
        return new Explanation.Removal(dueIn, refused != null ? refused.detail() : obstacle(member, nowNanos));
    }

    private String obstacle(Member member, long nowNanos) {
        return removal.isBeyondDoubt(member, nowNanos) ? "" : "somebody still hears it, or nobody has looked yet";
    }

    /** A member moved or went: what was counted for its former state is void. */
    void forget(long subject) {
        wayBack.forget(subject);
        confirmation.forget(subject);
        evidence.secondOpinion.forget(subject);
        evidence.standIn.forget(subject);
    }

    /** A member is gone. */
    void gone(long subject) {
        forget(subject);
        condition.forget(subject);
    }
}
