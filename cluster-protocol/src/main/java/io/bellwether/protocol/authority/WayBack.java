package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The way back from UNREACHABLE: enough eligible observers hear the member, or coordinators reach it by themselves, for
 * three beats running. The mere absence of accusations proves nothing.
 */
final class WayBack {

    private final Evidence evidence;
    private final Map<Long, Long> heardSince = new TreeMap<>();

    WayBack(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Why the member is back, or null while it is not. */
    @Nullable
    Cause due(Member member, long nowNanos) {
        long subject = member.incarnation();
        boolean heard = evidence.tally(subject, nowNanos).isHeard();
        if (heard && isHeardSteadily(subject, nowNanos)) {
            return Cause.HEARD_AGAIN;
        }
        if (!heard) {
            heardSince.remove(subject);
        }
        return isReachedSteadily(subject, heard, nowNanos) ? Cause.SECOND_OPINION : null;
    }

    private boolean isHeardSteadily(long subject, long nowNanos) {
        Long since = heardSince.putIfAbsent(subject, nowNanos);
        return since != null && nowNanos - since >= evidence.steadyNanos();
    }

    /**
     * The second opinion is asked for those who are not heard, and to its end once it has begun: a member whose observers
     * were all lost with it is reached at once and heard only when they are back, and must not begin anew then.
     */
    private boolean isReachedSteadily(long subject, boolean heard, long nowNanos) {
        Inquiry opinion = evidence.secondOpinion;
        if (!evidence.reportsFreshly(subject, nowNanos) || (heard && opinion.reachedForNanos(subject, nowNanos) < 0)) {
            return false;
        }
        opinion.ask(subject, nowNanos);
        return opinion.reachedForNanos(subject, nowNanos) >= evidence.steadyNanos();
    }

    /** Forgets those that are not lost: where a state absorbs verdicts, no change of the view tells of the way back. */
    void retainLost() {
        if (!heardSince.isEmpty()) {
            heardSince.keySet().removeIf(subject -> !evidence.state.isLost(subject));
        }
    }

    void forget(long subject) {
        heardSince.remove(subject);
    }
}
