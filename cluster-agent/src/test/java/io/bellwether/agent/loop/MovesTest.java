package io.bellwether.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovesTest {

    private final Counters counters = new Counters();

    private static View view(long version, Member... members) {
        return View.of(1, version, List.of(members));
    }

    private static Member member(String name, long incarnation, MemberStatus status) {
        return new Member(
                new NodeId(name), incarnation, status, Cause.BEATS_GOOD, 0, 0, "", "", false, "127.0.0.1:7800");
    }

    @Test
    void theFirstViewTellsHowThingsAreAndNotWhatHappened() {
        Moves.count(View.empty(), view(1, member("a", 1, MemberStatus.HEALTHY)), counters);

        assertThat(counters.get(MemberStatus.HEALTHY)).isZero();
    }

    @Test
    void whoCameMovedAndWentIsCounted() {
        View before = view(
                1,
                member("a", 1, MemberStatus.HEALTHY),
                member("b", 2, MemberStatus.HEALTHY),
                member("c", 3, MemberStatus.UNREACHABLE));
        View now = view(
                2,
                member("a", 1, MemberStatus.HEALTHY),
                member("b", 2, MemberStatus.UNREACHABLE),
                member("d", 4, MemberStatus.JOINING));

        Moves.count(before, now, counters);

        assertThat(counters.get(MemberStatus.UNREACHABLE)).isOne();
        assertThat(counters.get(MemberStatus.JOINING)).isOne();
        assertThat(counters.get(MemberStatus.HEALTHY)).isZero();
        assertThat(counters.get(AgentCount.MEMBERS_GONE)).isOne();
    }

    @Test
    void aNameThatComesBackAsAnotherLifeWentAndCame() {
        Moves.count(
                view(1, member("a", 1, MemberStatus.HEALTHY)),
                view(2, member("a", 7, MemberStatus.RECOVERING)),
                counters);

        assertThat(counters.get(AgentCount.MEMBERS_GONE)).isOne();
        assertThat(counters.get(MemberStatus.RECOVERING)).isOne();
    }
}
