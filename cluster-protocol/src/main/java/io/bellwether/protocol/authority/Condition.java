package io.bellwether.protocol.authority;

import io.bellwether.protocol.health.ScoreWatch;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Command;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * DEGRADED and back: partly cut (observers lost it, coordinators reach it), lossy (some observers lose it for 5 s), or a
 * low score for 10 s. Cleared when neither holds for 10 s and the score is well again.
 */
final class Condition {

    private static final long LOSSY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long CLEAR_NANOS = Duration.ofSeconds(10).toNanos();

    private final Evidence evidence;
    private final Map<Long, Long> lossySince = new TreeMap<>();
    private final Map<Long, Long> badEdgesUntil = new TreeMap<>();
    private final Map<Long, ScoreWatch> scores = new TreeMap<>();
    private final Map<Long, Boolean> lowScores = new TreeMap<>();

    Condition(Evidence evidence) {
        this.evidence = evidence;
    }

    /** The command that is due for a member, or null. */
    @Nullable
    Command due(Member member, long nowNanos) {
        takeOver(member, nowNanos);
        Cause cause = cause(member, nowNanos);
        if (member.status() == MemberStatus.HEALTHY && cause != null) {
            return new Command.Degrade(Evidence.target(member), cause, words(member, cause, nowNanos));
        }
        boolean isClear = cause == null
                && nowNanos - badEdgesUntil.getOrDefault(member.incarnation(), nowNanos - CLEAR_NANOS) >= CLEAR_NANOS;
        if (member.status() == MemberStatus.DEGRADED && isClear) {
            return new Command.Restore(Evidence.target(member));
        }
        return null;
    }

    // A new leader did not see for how long it has been ill, so it goes on from what is committed.
    private void takeOver(Member member, long nowNanos) {
        long subject = member.incarnation();
        if (member.status() == MemberStatus.DEGRADED && !scores.containsKey(subject)) {
            badEdgesUntil.put(subject, nowNanos);
            if (member.cause() == Cause.SCORE_LOW) {
                lowScores.put(subject, true);
            }
        }
    }

    private @Nullable Cause cause(Member member, long nowNanos) {
        long subject = member.incarnation();
        Tally votes = evidence.tally(subject, nowNanos);
        boolean low = scoreIsLow(subject, nowNanos);
        if (votes.isHigh() || votes.isBetween()) {
            badEdgesUntil.put(subject, nowNanos);
        }
        if (votes.isHigh() && evidence.secondOpinion.reachedForNanos(subject, nowNanos) >= 0) {
            return Cause.PARTLY_CUT;
        }
        if (!votes.isBetween()) {
            lossySince.remove(subject);
        } else if (nowNanos - lossySince.computeIfAbsent(subject, fresh -> nowNanos) >= LOSSY_NANOS) {
            return Cause.LOSSY;
        }
        return low ? Cause.SCORE_LOW : null;
    }

    private boolean scoreIsLow(long subject, long nowNanos) {
        ReportBook.Page page = evidence.book.page(subject);
        ScoreWatch watch = scores.computeIfAbsent(subject, fresh -> new ScoreWatch());
        if (page != null && evidence.book.isFresh(page, evidence.profile.reportCountsNanos(), nowNanos)) {
            switch (watch.sample(page.report().score(), nowNanos)) {
                case SICK -> lowScores.put(subject, true);
                case WELL -> lowScores.remove(subject);
                case NOTHING -> {}
            }
        }
        return lowScores.containsKey(subject);
    }

    private String words(Member member, Cause cause, long nowNanos) {
        Tally votes = evidence.tally(member.incarnation(), nowNanos);
        ReportBook.Page page = evidence.book.page(member.incarnation());
        return "%s: %d of %d edges bad, score %s"
                .formatted(
                        cause.text(),
                        votes.bad(),
                        votes.eligible(),
                        page == null ? "unknown" : page.report().score());
    }

    void forget(long subject) {
        lossySince.remove(subject);
        badEdgesUntil.remove(subject);
        scores.remove(subject);
        lowScores.remove(subject);
    }
}
