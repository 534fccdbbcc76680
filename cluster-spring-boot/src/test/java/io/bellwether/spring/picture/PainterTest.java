package io.bellwether.spring.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.EdgeStatus;
import io.bellwether.protocol.node.NodeStatus;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.quorum.ModeCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PainterTest {

    private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(5);

    private final Painter painter = new Painter();

    private static MemberInfo member(
            int number, MemberStatus status, long sinceVersion, Rumour.BadEdges.BadEdge... bad) {
        Member member = new Member(
                new NodeId("m-" + number),
                number,
                status,
                status == MemberStatus.HEALTHY ? Cause.BEATS_GOOD : Cause.OBSERVERS,
                sinceVersion,
                1,
                "west",
                "rack-1",
                false,
                "h:1");
        Rumour.Profile profile = new Rumour.Profile(List.of(
                new Rumour.Profile.Entry("service", "orders"), new Rumour.Profile.Entry("url", "http://h:8080")));
        return new MemberInfo(
                member,
                new Rumour.Health(90, List.of(100, Rumour.Health.UNKNOWN), 0),
                profile,
                new Rumour.BadEdges(List.of(bad)));
    }

    private ClusterPicture paint(long version, Instant now, MemberInfo... members) {
        List<Member> committed = Arrays.stream(members).map(MemberInfo::member).toList();
        NodeStatus status = new NodeStatus(
                Stage.MEMBER,
                "",
                1,
                View.of(members.length, version, committed),
                Mode.READ_WRITE,
                ModeCause.LEASE_FRESH,
                false,
                new Freshness(3, 2, 100),
                false,
                100,
                List.of(),
                List.of(new EdgeStatus(2, EdgeVerdict.SILENT, 4_000_000, 5_000_000, 8.126, -1, 0, 0.2)));
        ClusterSnapshot snapshot = new ClusterSnapshot(
                new NodeId("m-1"), AgentState.RUNNING, status, List.of(members), version, new NodeId("m-2"), "", "", 0);
        return painter.paint(snapshot, now, 0);
    }

    @Test
    void aMemberIsToldInWords() {
        MemberPicture painted = paint(
                        9,
                        NOW,
                        member(1, MemberStatus.HEALTHY, 1),
                        member(2, MemberStatus.UNREACHABLE, 9, new Rumour.BadEdges.BadEdge(1, EdgeVerdict.DEAF, 12)))
                .members()
                .get(1);

        assertThat(painted)
                .isEqualTo(new MemberPicture(
                        "m-2",
                        2,
                        "orders",
                        "http://h:8080",
                        "west",
                        "rack-1",
                        false,
                        "UNREACHABLE",
                        "OBSERVERS",
                        "enough observers lost it",
                        null,
                        90,
                        Arrays.asList(100, null),
                        List.of(new MemberPicture.BadEdge("m-1", "DEAF", 12))));
    }

    @Test
    void theEdgesOfThisProcessAreNamedByTheirOtherEnd() {
        ClusterPicture picture = paint(9, NOW, member(1, MemberStatus.HEALTHY, 1), member(2, MemberStatus.HEALTHY, 1));

        assertThat(picture.edges())
                .containsExactly(new ClusterPicture.EdgePicture("m-2", "SILENT", 4, 5L, 8.13, null, 0.2));
        assertThat(picture.leader()).isEqualTo("m-2");
        assertThat(picture.term()).isEqualTo(3);
    }

    @Test
    void aStateThatWasSoInTheFirstViewHasNoBeginningAndOneThatFollowsHas() {
        assertThat(paint(9, NOW, member(1, MemberStatus.HEALTHY, 9))
                        .members()
                        .getFirst()
                        .since())
                .isNull();

        ClusterPicture moved = paint(10, LATER, member(1, MemberStatus.UNREACHABLE, 10));
        assertThat(moved.members().getFirst().since()).isEqualTo(LATER);
        ClusterPicture same = paint(11, LATER.plusSeconds(9), member(1, MemberStatus.UNREACHABLE, 10));
        assertThat(same.members().getFirst().since()).isEqualTo(LATER);
    }

    @Test
    void whatDidNotChangeIsTheSameObjectAgain() {
        MemberInfo calm = member(1, MemberStatus.HEALTHY, 1);
        ClusterPicture before = paint(9, NOW, calm, member(2, MemberStatus.HEALTHY, 1));
        ClusterPicture after = paint(10, LATER, calm, member(2, MemberStatus.DEGRADED, 10));

        assertThat(after.members().getFirst()).isSameAs(before.members().getFirst());
        assertThat(after.members().get(1)).isNotEqualTo(before.members().get(1));
        assertThat(after.links()).isSameAs(before.links());
    }

    @Test
    void anAccusationOfSomebodyWhoHasGoneIsLeftOut() {
        MemberInfo accuser = member(1, MemberStatus.HEALTHY, 1, new Rumour.BadEdges.BadEdge(2, EdgeVerdict.SILENT, 9));

        assertThat(paint(9, NOW, accuser, member(2, MemberStatus.HEALTHY, 1))
                        .members()
                        .getFirst()
                        .bad())
                .hasSize(1);
        assertThat(paint(10, LATER, accuser).members().getFirst().bad()).isEmpty();
    }

    @Test
    void eachPairThatWatchesEachOtherIsLinkedOnceWhileThereIsRoomForLines() {
        assertThat(paint(9, NOW, crowd(4)).links()).hasSize(6).doesNotHaveDuplicates();
        assertThat(paint(10, NOW, crowd(Painter.LINKED_MEMBERS_MAX)).links()).hasSizeGreaterThan(100);
        assertThat(paint(11, NOW, crowd(Painter.LINKED_MEMBERS_MAX + 1)).links())
                .isEmpty();
    }

    private static MemberInfo[] crowd(int size) {
        List<MemberInfo> members = new ArrayList<>();
        for (int i = 100; i < 100 + size; i++) {
            members.add(member(i, MemberStatus.HEALTHY, 1));
        }
        return members.toArray(MemberInfo[]::new);
    }
}
