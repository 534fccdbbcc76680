package io.bellwether.spring.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.node.NodeStatus;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.quorum.ModeCause;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchersTest {

    private final Watchers watchers = new Watchers();

    private static ClusterSnapshot snapshot(int size) {
        List<Member> members = IntStream.rangeClosed(1, size)
                .mapToObj(number -> new Member(
                        new NodeId("m-%03d".formatted(number)),
                        number,
                        MemberStatus.HEALTHY,
                        Cause.BEATS_GOOD,
                        1,
                        1,
                        "west",
                        "rack-1",
                        false,
                        "h:1"))
                .toList();
        NodeStatus status = new NodeStatus(
                Stage.MEMBER,
                "",
                1,
                View.of(size, size, members),
                Mode.READ_WRITE,
                ModeCause.LEASE_FRESH,
                false,
                new Freshness(3, 2, 100),
                false,
                100,
                List.of(),
                List.of());
        List<MemberInfo> infos = members.stream()
                .map(member -> new MemberInfo(member, null, null, null))
                .toList();
        return new ClusterSnapshot(
                new NodeId("m-001"), AgentState.RUNNING, status, infos, size, new NodeId("m-002"), "", "", 0);
    }

    @Test
    void inASmallClusterAllOthersWatchAMember() {
        assertThat(watchers.of(snapshot(4), "m-002")).containsExactly("m-001", "m-003", "m-004");
    }

    @Test
    void whoJoinsWatchesToo() {
        watchers.of(snapshot(3), "m-002");

        assertThat(watchers.of(snapshot(4), "m-002")).contains("m-004");
    }

    @Test
    void inALargeOneSomeDoAndTheyWatchEachOther() {
        ClusterSnapshot large = snapshot(200);

        List<String> some = watchers.of(large, "m-100");

        assertThat(some).hasSizeBetween(5, 20).isSorted().doesNotContain("m-100");
        assertThat(watchers.of(large, some.getFirst())).contains("m-100");
    }

    @Test
    void nobodyWatchesWhoIsNoMember() {
        assertThat(watchers.of(snapshot(3), "m-009")).isEmpty();
        assertThat(watchers.of(snapshot(3), "no name")).isEmpty();
    }
}
