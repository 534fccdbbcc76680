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
        if (evidence.tally(subject, nowNanos).isHeard()) {
            Long since = heardSince.putIfAbsent(subject, nowNanos);
            return since != null && nowNanos - since >= evidence.steadyNanos() ? Cause.HEARD_AGAIN : null;
        }
        heardSince.remove(subject);
        if (!evidence.reportsFreshly(subject, nowNanos)) {
            return null;
        }
        evidence.secondOpinion.ask(subject, nowNanos);
        boolean steady = evidence.secondOpinion.reachedForNanos(subject, nowNanos) >= evidence.steadyNanos();
        return steady ? Cause.SECOND_OPINION : null;
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
