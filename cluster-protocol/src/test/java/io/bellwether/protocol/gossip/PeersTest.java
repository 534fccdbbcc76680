package io.bellwether.protocol.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class PeersTest {

    private static final int DRAWS = 10_000;

    private static Peers peersOf(View view, long self) {
        Peers peers = new Peers(new SplittableRandom(self));
        peers.update(view, self);
        return peers;
    }

    private static View with(View view, MemberStatus status, Predicate<Member> which) {
        List<Member> members = new ArrayList<>();
        for (Member member : view.members()) {
            members.add(which.test(member) ? member.in(status, Cause.OBSERVERS, 1, 0) : member);
        }
        return View.of(view.epoch(), view.version() + 1, members);
    }

    private static String zone(View view, long incarnation) {
        return Objects.requireNonNull(view.member(incarnation)).zone();
    }

    private static double share(Peers peers, int turn, Predicate<Long> which) {
        int hits = 0;
        for (int i = 0; i < DRAWS; i++) {
            hits += which.test(peers.forTurn(turn)) ? 1 : 0;
        }
        return (double) hits / DRAWS;
    }

    @Test
    void aloneThereIsNobody() {
        assertThat(peersOf(GossipNet.view(1, 1), 1).forTurn(0)).isZero();
        assertThat(peersOf(View.empty(), 1).forTurn(0)).isZero();
        assertThat(peersOf(GossipNet.view(1, 1), 1).forNews(3, 0, new long[4])).isZero();
    }

    @Test
    void theFirstTurnOfARoundGoesToAnotherZone() {
        View view = GossipNet.view(30, 3);
        Peers peers = peersOf(view, 1);
        assertThat(share(peers, 0, peer -> !zone(view, peer).equals(zone(view, 1))))
                .isEqualTo(1.0);
        assertThat(share(peers, 1, peer -> !zone(view, peer).equals(zone(view, 1))))
                .isBetween(0.6, 0.8);
    }

    @Test
    void theUnreachableGetOneTurnInTenAndNoPush() {
        View view = with(GossipNet.view(10, 1), MemberStatus.UNREACHABLE, member -> member.incarnation() > 5);
        Peers peers = peersOf(view, 1);
        assertThat(share(peers, 1, peer -> peer > 5)).isBetween(0.08, 0.12);
        long[] targets = new long[4];
        for (int i = 0; i < 100; i++) {
            int count = peers.forNews(3, 2, targets);
            for (int target = 0; target < count; target++) {
                assertThat(targets[target]).isBetween(3L, 5L);
            }
        }
    }

    @Test
    void newsGoesToDifferentPeersAndNotBackToItsSource() {
        Peers peers = peersOf(GossipNet.view(5, 1), 1);
        long[] targets = new long[4];
        for (int i = 0; i < 200; i++) {
            int count = peers.forNews(3, 2, targets);
            Set<Long> seen = new HashSet<>();
            for (int target = 0; target < count; target++) {
                assertThat(seen.add(targets[target])).isTrue();
            }
            assertThat(seen).isSubsetOf(3L, 4L, 5L).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    /** Successors alone lead once around: that is why a push leaves nobody out. */
    @Test
    void theRingLeadsThroughEverybody() {
        View view = GossipNet.view(200, 3);
        Set<Long> seen = new HashSet<>();
        long at = 1;
        while (seen.add(at)) {
            long[] targets = new long[3];
            peersOf(view, at).forNews(2, 0, targets);
            at = targets[0];
        }
        assertThat(at).isEqualTo(1);
        assertThat(seen).hasSize(200);
    }

    @Test
    void inALargeClusterMostStayInTheirZoneAndEveryZoneHasItsBridges() {
        View view = GossipNet.view(600, 3);
        List<Long> bridges = new ArrayList<>();
        for (long self = 1; self <= 600; self++) {
            Peers peers = peersOf(view, self);
            if (peers.isBridge()) {
                bridges.add(self);
            }
        }
        assertThat(bridges).hasSize(9);
        for (int zone = 0; zone < 3; zone++) {
            String name = "zone-" + zone;
            assertThat(bridges)
                    .filteredOn(bridge -> zone(view, bridge).equals(name))
                    .hasSize(3);
        }
        long ordinary = bridges.contains(1L) ? 4 : 1;
        assertThat(share(peersOf(view, ordinary), 0, peer -> !zone(view, peer).equals(zone(view, ordinary))))
                .isBetween(0.01, 0.03);
        long bridge = bridges.getFirst();
        assertThat(share(
                        peersOf(view, bridge),
                        0,
                        peer -> bridges.contains(peer) && !zone(view, peer).equals(zone(view, bridge))))
                .isEqualTo(1.0);
    }

    @Test
    void belowTheSizeForZonesNobodyIsABridge() {
        View view = GossipNet.view(Peers.ZONE_FIRST_FROM - 1, 3);
        for (long self = 1; self < Peers.ZONE_FIRST_FROM; self++) {
            assertThat(peersOf(view, self).isBridge()).isFalse();
        }
        assertThat(peersOf(GossipNet.view(600, 1), 1).isBridge()).isFalse();
    }

    @Test
    void aBridgeThatIsUnreachableIsReplaced() {
        View view = GossipNet.view(600, 3);
        Set<Long> before = bridgesOf(view);
        View after = with(view, MemberStatus.UNREACHABLE, member -> before.contains(member.incarnation()));
        assertThat(bridgesOf(after)).hasSize(9).doesNotContainAnyElementsOf(before);
    }

    private static Set<Long> bridgesOf(View view) {
        Set<Long> bridges = new HashSet<>();
        for (Member member : view.members()) {
            if (member.status() != MemberStatus.UNREACHABLE
                    && peersOf(view, member.incarnation()).isBridge()) {
                bridges.add(member.incarnation());
            }
        }
        return bridges;
    }
}
