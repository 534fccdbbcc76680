package io.bellwether.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.Protection.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two states that differ in one thing have two hashes; else replicas could part unseen. */
final class StateHashTest {

    private static final Member MEMBER =
            new Member(new NodeId("a"), 1, MemberStatus.HEALTHY, Cause.STABLE, 1, 1, "z", "h", false, "a:1");
    private static final Penalty PENALTY = new Penalty(1, 2, 3, 4, false, 5, 6, false);
    private static final OperatorOrder ORDER = new OperatorOrder("why", 7);
    private static final Protection PROTECTION = new Protection(Phase.ON, 1, 2, "g", 3, 4, 5);
    private static final Life LIFE = new Life(MEMBER, "p", true, 8, PENALTY, null, null, 9, 0, 0);

    @Test
    void theHashCoversEverythingThatIsHeldAboutAName() {
        List<Life> variants = new ArrayList<>(List.of(
                LIFE,
                new Life(MEMBER, "q", true, 8, PENALTY, null, null, 9, 0, 0),
                LIFE.withHeard(false),
                LIFE.withStatusEnds(1),
                LIFE.withDrain(ORDER),
                LIFE.withMaintenance(ORDER),
                LIFE.withDrain(new OperatorOrder("why not", 7)),
                LIFE.withDrain(new OperatorOrder("why", 8)),
                LIFE.withGoneUntil(1),
                LIFE.withRefusals(1),
                LIFE.at(MEMBER.address(), 1)));
        for (var member : List.of(
                new Member(new NodeId("b"), 1, MemberStatus.HEALTHY, Cause.STABLE, 1, 1, "z", "h", false, "a:1"),
                new Member(new NodeId("a"), 2, MemberStatus.HEALTHY, Cause.STABLE, 1, 1, "z", "h", false, "a:1"),
                MEMBER.in(MemberStatus.DEGRADED, Cause.STABLE, 1, 1),
                MEMBER.in(MemberStatus.HEALTHY, Cause.BEATS_GOOD, 1, 1),
                MEMBER.in(MemberStatus.HEALTHY, Cause.STABLE, 2, 1),
                MEMBER.in(MemberStatus.HEALTHY, Cause.STABLE, 1, 2),
                new Member(new NodeId("a"), 1, MemberStatus.HEALTHY, Cause.STABLE, 1, 1, "y", "h", false, "a:1"),
                new Member(new NodeId("a"), 1, MemberStatus.HEALTHY, Cause.STABLE, 1, 1, "z", "i", false, "a:1"),
                new Member(new NodeId("a"), 1, MemberStatus.HEALTHY, Cause.STABLE, 1, 1, "z", "h", true, "a:1"),
                new Member(new NodeId("a"), 1, MemberStatus.HEALTHY, Cause.STABLE, 1, 1, "z", "h", false, "a:2"))) {
            variants.add(new Life(member, "p", true, 8, PENALTY, null, null, 9, 0, 0));
        }
        for (var penalty : List.of(
                new Penalty(2, 2, 3, 4, false, 5, 6, false),
                new Penalty(1, 3, 3, 4, false, 5, 6, false),
                new Penalty(1, 2, 4, 4, false, 5, 6, false),
                new Penalty(1, 2, 3, 5, false, 5, 6, false),
                new Penalty(1, 2, 3, 4, true, 5, 6, false),
                new Penalty(1, 2, 3, 4, false, 6, 6, false),
                new Penalty(1, 2, 3, 4, false, 5, 7, false),
                new Penalty(1, 2, 3, 4, false, 5, 6, true))) {
            variants.add(LIFE.withPenalty(penalty));
        }
        assertThat(variants.stream().map(StateHash::of)).doesNotHaveDuplicates();
    }

    @Test
    void theHashCoversEverythingElse() {
        List<Image> variants = new ArrayList<>(List.of(
                image(0, 0, 0, 0, 0, 0, false),
                image(1, 0, 0, 0, 0, 0, false),
                image(0, 1, 0, 0, 0, 0, false),
                image(0, 0, 1, 0, 0, 0, false),
                image(0, 0, 0, 1, 0, 0, false),
                image(0, 0, 0, 0, 1, 0, false),
                image(0, 0, 0, 0, 0, 1, false),
                image(0, 0, 0, 0, 0, 0, true)));
        for (var protection : List.of(
                PROTECTION,
                new Protection(Phase.EXPIRED, 1, 2, "g", 3, 4, 5),
                new Protection(Phase.ON, 2, 2, "g", 3, 4, 5),
                new Protection(Phase.ON, 1, 3, "g", 3, 4, 5),
                new Protection(Phase.ON, 1, 2, "h", 3, 4, 5),
                new Protection(Phase.ON, 1, 2, "g", 4, 4, 5),
                new Protection(Phase.ON, 1, 2, "g", 3, 5, 5),
                new Protection(Phase.ON, 1, 2, "g", 3, 4, 6))) {
            variants.add(new Image(0, 0, 0, 0, 0, 0, false, protection, List.of()));
        }
        variants.add(new Image(0, 0, 0, 0, 0, 0, false, Protection.NONE, List.of(LIFE)));
        assertThat(variants.stream()
                        .map(image -> ClusterState.restore(Replica.RULES, image).hash()))
                .doesNotHaveDuplicates();
        assertThat(variants)
                .allSatisfy(image -> assertThat(
                                ClusterState.restore(Replica.RULES, image).image())
                        .isEqualTo(image));
    }

    private static Image image(long a, long b, long c, long d, long e, long f, boolean started) {
        return new Image(a, b, c, d, e, f, started, Protection.NONE, List.of());
    }
}
