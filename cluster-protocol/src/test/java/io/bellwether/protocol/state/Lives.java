package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import java.util.ArrayList;
import java.util.List;

/** Names in every condition that a guard can ask for. */
final class Lives {

    private Lives() {}

    /** Heard and lost, with and without orders, clean and in quarantine, voting and not. */
    static List<Life> all(MemberStatus status) {
        var order = new OperatorOrder("", 100);
        var held = new Penalty(2000, 0, 2, 1, true, 100, 100, false);
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            var some = (i & 2) == 0 ? null : order;
            boolean coordinator = (i & 8) != 0;
            var member = new Member(new NodeId("a"), 1, status, Cause.BEATS_GOOD, 1, 1, "", "", coordinator, "a:1");
            var penalty = (i & 4) == 0 ? Penalty.NONE : held;
            lives.add(new Life(member, "p", (i & 1) == 0, Life.NEVER, penalty, some, some, Life.NEVER, 0, 0));
        }
        return lives;
    }

    static Situation situation(Life life) {
        return new Situation(life, Cause.PARTLY_CUT, "q", new OperatorOrder("", 100), true, 0, Replica.RULES);
    }
}
