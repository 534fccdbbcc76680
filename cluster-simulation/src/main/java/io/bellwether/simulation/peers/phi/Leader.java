package io.bellwether.simulation.peers.phi;

import java.util.ArrayList;
import java.util.Map;

/** What the leader does: the first member, by address, that can be reached. Nobody elects it; there may be several. */
final class Leader {

    private Leader() {}

    static boolean leads(View view, long self) {
        var unreachable = view.reachability().unreachable();
        var first = -1L;
        for (Map.Entry<Long, Status> member : view.members().entrySet()) {
            if (member.getKey() == self || !unreachable.contains(member.getKey())) {
                if (member.getValue() == Status.UP) {
                    return member.getKey() == self;
                }
                if (first < 0 && member.getValue() != Status.DOWN) {
                    first = member.getKey();
                }
            }
        }
        return first == self;
    }

    /** Whether all have seen this version, those on their way out aside, and nobody else is unreachable. */
    static boolean converged(View view, long self) {
        var lost = view.reachability().unreachableFrom(observer -> view.status(observer) != Status.DOWN);
        for (long subject : lost) {
            var status = view.status(subject);
            if (subject != self && status != null && !status.leaving()) {
                return false;
            }
        }
        for (Map.Entry<Long, Status> member : view.members().entrySet()) {
            if (member.getValue() == Status.UP && !view.seenBy(member.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** On convergence the joining are up, and the exiting and the downed are removed; the same view if there are none. */
    static View act(View view, long self) {
        var unreachable = view.reachability().unreachable();
        var next = view;
        for (long member : new ArrayList<>(view.members().keySet())) {
            var status = view.status(member);
            if (status == Status.JOINING) {
                next = next.with(member, Status.UP);
            } else if (status == Status.EXITING || (status == Status.DOWN && unreachable.contains(member))) {
                next = next.without(member);
            }
        }
        return View.same(next, view) ? view : next.changedBy(self);
    }
}
