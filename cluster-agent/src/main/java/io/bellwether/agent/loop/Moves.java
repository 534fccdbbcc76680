package io.bellwether.agent.loop;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;

/** Counts what became of members from one view to the next. */
final class Moves {

    private Moves() {}

    static void count(View before, View now, Counters counters) {
        if (before.members().isEmpty()) {
            // The first view tells how things are, not what happened.
            return;
        }
        for (Member member : now.members()) {
            Member old = before.member(member.incarnation());
            if (old == null || old.status() != member.status()) {
                counters.moved(member.status());
            }
        }
        for (Member old : before.members()) {
            if (now.member(old.incarnation()) == null) {
                counters.one(AgentCount.MEMBERS_GONE);
            }
        }
    }
}
