package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Member;
import java.util.Map;
import java.util.TreeMap;

/**
 * From JOINING to HEALTHY: enough eligible observers hear the member for three beats. Where nobody watches it yet, its
 * own reports must have come for as long.
 */
final class Confirmation {

    private final Evidence evidence;
    private final Map<Long, Long> wellSince = new TreeMap<>();

    Confirmation(Evidence evidence) {
        this.evidence = evidence;
    }

    boolean isDue(Member member, long nowNanos) {
        Tally votes = evidence.tally(member.incarnation(), nowNanos);
        boolean reports = evidence.reportsFreshly(member.incarnation(), nowNanos);
        if (!votes.isHeard() && !(votes.eligible() == 0 && reports)) {
            wellSince.remove(member.incarnation());
            return false;
        }
        Long since = wellSince.putIfAbsent(member.incarnation(), nowNanos);
        return since != null && nowNanos - since >= evidence.steadyNanos();
    }

    void forget(long subject) {
        wellSince.remove(subject);
    }
}
