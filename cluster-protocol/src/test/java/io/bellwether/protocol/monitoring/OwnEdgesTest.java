package io.bellwether.protocol.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnEdgesTest {

    private final OwnEdges edges = new OwnEdges();

    @Test
    void theFirstViewBringsAllEdges() {
        var change = edges.follow(Fleet.view(Fleet.members(5, i -> "")), 1);

        assertThat(change.appeared().toArray()).containsExactly(2, 3, 4, 5);
        assertThat(change.vanished().size()).isZero();
    }

    @Test
    void edgesThatStayAreInNeitherList() {
        List<Member> members = Fleet.members(5, i -> "");
        edges.follow(Fleet.view(members), 1);
        members.remove(4);
        members.add(Fleet.member(7, "", false));

        var change = edges.follow(Fleet.view(members), 1);

        assertThat(change.appeared().toArray()).containsExactly(8);
        assertThat(change.vanished().toArray()).containsExactly(5);
    }

    @Test
    void aViewWithTheSameMembersChangesNothing() {
        List<Member> members = Fleet.members(50, i -> "");
        edges.follow(Fleet.view(members), 1);

        assertThat(edges.follow(Fleet.view(members), 1).isNothing()).isTrue();
    }

    @Test
    void aNeighbourThatRestartedIsANewEdge() {
        List<Member> members = Fleet.members(5, i -> "");
        edges.follow(Fleet.view(members), 1);
        members.set(2, Fleet.life(2, 99, "", false));

        var change = edges.follow(Fleet.view(members), 1);

        assertThat(change.appeared().toArray()).containsExactly(99);
        assertThat(change.vanished().toArray()).containsExactly(3);
    }

    @Test
    void whoIsNoMemberAnyMoreHasNoEdges() {
        edges.follow(Fleet.view(Fleet.members(5, i -> "")), 1);

        var change = edges.follow(View.empty(), 1);

        assertThat(change.vanished().size()).isEqualTo(4);
        assertThat(edges.current().size()).isZero();
    }
}
