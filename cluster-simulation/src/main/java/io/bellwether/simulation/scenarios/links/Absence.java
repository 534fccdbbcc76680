package io.bellwether.simulation.scenarios.links;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A time for which a member was UNREACHABLE by the agreed log.
 *
 * @param untilNanos When it ended, or the end of the run where it did not.
 * @param removed Whether it ended in REMOVED.
 */
record Absence(int machine, long fromNanos, long untilNanos, boolean removed) {

    /** All of them, in the order of their ends. */
    static List<Absence> all(Ledger ledger, long endNanos) {
        List<Absence> absences = new ArrayList<>();
        Map<Long, Ledger.Line> open = new TreeMap<>();
        for (Ledger.Line line : ledger.lines()) {
            if (line.event().kind() != Event.Kind.MOVED) {
                continue;
            }
            Ledger.Line began = open.remove(line.event().incarnation());
            if (began != null) {
                absences.add(
                        new Absence(began.machine(), began.nanos(), line.nanos(), line.movedTo(MemberStatus.REMOVED)));
            }
            if (line.movedTo(MemberStatus.UNREACHABLE)) {
                open.put(line.event().incarnation(), line);
            }
        }
        open.values().forEach(line -> absences.add(new Absence(line.machine(), line.nanos(), endNanos, false)));
        return absences;
    }

    long nanos() {
        return untilNanos - fromNanos;
    }
}
