package io.bellwether.protocol.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class MonitoringGraphTest {

    private static final int COORDINATORS = 3;

    @Test
    void upToElevenMembersEverybodyWatchesEverybody() {
        for (int count = 1; count <= 11; count++) {
            var edges = Fleet.edges(Fleet.view(Fleet.members(count, i -> "")));
            for (var ends : edges.values()) {
                assertThat(ends).as("of %d members", count).hasSize(count - 1);
            }
        }
    }

    @Test
    void twelveMembersDoNotAllWatchEachOther() {
        var edges = Fleet.edges(Fleet.view(Fleet.members(12, i -> "")));

        assertThat(edges.values()).anySatisfy(ends -> assertThat(ends).hasSizeLessThan(11));
    }

    @Test
    void nobodyIsItsOwnNeighbourAndAStrangerHasNone() {
        MonitoringGraph graph = new MonitoringGraph();
        graph.update(Fleet.view(Fleet.members(1, i -> "")));

        assertThat(graph.neighboursOf(1).size()).isZero();
        assertThat(graph.neighboursOf(2).size()).isZero();
    }

    @Test
    void aWatchesBIfAndOnlyIfBWatchesA() {
        Seeds.forAll(24, (random, size) -> {
            var edges = Fleet.edges(Fleet.view(randomFleet(random, size)));
            edges.forEach((a, ends) -> {
                for (long b : ends) {
                    assertThat(edges.get(b)).as("%d watches %d", a, b).contains(a);
                }
            });
        });
    }

    @Test
    void everyMemberHasAtLeastEightNeighboursAndAtMostSixteen() {
        Seeds.forAll(24, (random, size) -> {
            List<Member> members = balancedFleet(random, size);
            for (var ends : Fleet.edges(Fleet.view(members)).values()) {
                int coordinators = COORDINATORS - 1;
                assertThat(ends)
                        .hasSizeBetween(
                                Math.min(Wish.NEIGHBOURS_MIN, members.size() - 1),
                                MonitoringGraph.NEIGHBOURS_MAX + coordinators);
            }
        });
    }

    @Test
    void aZoneOfOneBesideAZoneOfAllOthersKeepsTheBound() {
        List<Member> members = Fleet.members(1000, i -> i == 0 ? "lonely" : "crowd");

        var edges = Fleet.edges(Fleet.view(members));

        assertThat(edges.get(1L)).hasSizeBetween(11, MonitoringGraph.NEIGHBOURS_MAX);
    }

    @Test
    void whereZonesAreBalancedEverybodyHasFourNeighboursOutside() {
        Seeds.forAll(24, (random, size) -> {
            View view = Fleet.view(balancedFleet(random, size));
            Fleet.edges(view).forEach((a, ends) -> {
                Member member = Fleet.member(view, a);
                long others = view.members().stream()
                        .filter(other -> isOutside(member, other))
                        .count();
                assertThat(ends.stream().filter(b -> isOutside(member, Fleet.member(view, b))))
                        .as("outside %s of %s, %s", member.zone(), member.id(), view)
                        .hasSizeGreaterThanOrEqualTo((int) Math.min(Wish.OUTSIDE_MIN, others));
            });
        });
    }

    @Test
    void twoToOneIsBalancedEnough() {
        List<Member> members = Fleet.members(900, i -> i % 3 == 0 ? "small" : "large");
        View view = Fleet.view(members);

        Fleet.edges(view)
                .forEach((a, ends) -> assertThat(
                                ends.stream().filter(b -> isOutside(Fleet.member(view, a), Fleet.member(view, b))))
                        .hasSizeGreaterThanOrEqualTo(Wish.OUTSIDE_MIN));
    }

    @Test
    void coordinatorsAlwaysWatchEachOther() {
        List<Member> members = Fleet.members(500, i -> "");
        for (int i = 0; i < 5; i++) {
            members.set(i * 90, Fleet.member(i * 90, "", true));
        }

        var edges = Fleet.edges(Fleet.view(members));

        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(edges.get(i * 90L + 1)).contains(j * 90L + 1);
            }
        }
    }

    @Test
    void hundredCoordinatorsDoNotBreakTheBound() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            members.add(Fleet.member(i, "", true));
        }

        for (var ends : Fleet.edges(Fleet.view(members)).values()) {
            assertThat(ends)
                    .hasSizeLessThanOrEqualTo(MonitoringGraph.NEIGHBOURS_MAX + MonitoringGraph.COORDINATORS_MAX - 1);
        }
    }

    @Test
    void theTwelfthCoordinatorIsWatchedAsAnyMemberIs() {
        List<Member> members = Fleet.members(500, i -> "");
        for (int i = 200; i < 212; i++) {
            members.set(i, Fleet.member(i, "", true));
        }

        var edges = Fleet.edges(Fleet.view(members));

        assertThat(edges.get(201L)).contains(202L, 203L, 204L, 205L, 206L, 207L, 208L, 209L, 210L, 211L);
        assertThat(edges.get(212L)).hasSizeLessThanOrEqualTo(MonitoringGraph.NEIGHBOURS_MAX);
        assertThat(edges.get(201L)).doesNotContain(212L);
    }

    @Test
    void theStateOfAMemberPlaysNoPart() {
        List<Member> members = Fleet.members(100, i -> "zone-" + i % 2);
        var before = Fleet.edges(Fleet.view(members));

        members.replaceAll(member ->
                member.incarnation() % 3 == 0 ? member.in(MemberStatus.UNREACHABLE, Cause.OBSERVERS, 2, 2) : member);

        assertThat(Fleet.edges(Fleet.view(members))).isEqualTo(before);
    }

    @Test
    void itHoldsTogetherWhenAnyFourDieAndIsNowhereLong() {
        Seeds.forAll(24, (random, size) -> {
            var edges = Fleet.edges(Fleet.view(randomFleet(random, size)));
            List<Long> all = new ArrayList<>(edges.keySet());
            TreeSet<Long> dead = new TreeSet<>();
            while (dead.size() < Math.min(4, all.size() - 1)) {
                dead.add(all.get(random.nextInt(all.size())));
            }
            assertThat(Fleet.depth(edges, dead)).isBetween(0, 6);
        });
    }

    @Test
    void everySetOfMembersHasManyEdgesOutOfIt() {
        Seeds.forAll(24, (random, size) -> {
            var edges = Fleet.edges(Fleet.view(randomFleet(random, size)));
            TreeSet<Long> set = new TreeSet<>();
            for (long a : edges.keySet()) {
                if (set.size() < edges.size() / 2 && random.nextBoolean()) {
                    set.add(a);
                }
            }
            long out = set.stream()
                    .mapToLong(a -> Fleet.ends(edges, a).stream()
                            .filter(b -> !set.contains(b))
                            .count())
                    .sum();
            assertThat(out).isGreaterThanOrEqualTo(set.size());
        });
    }

    @Test
    void goingFromViewToViewEndsInTheSameGraphAsStartingThere() {
        Seeds.forAll(16, (random, size) -> {
            MonitoringGraph graph = new MonitoringGraph();
            List<Member> members = randomFleet(random, size);
            for (int step = 0; step < 5; step++) {
                View view = Fleet.view(members);
                graph.update(view);
                assertThat(Fleet.edges(graph, view)).as("step %d", step).isEqualTo(Fleet.edges(view));
                churn(members, random, 1 + step * 1000, random.nextInt(1, 4));
            }
        });
    }

    @Test
    void aRestartKeepsAllEdges() {
        List<Member> members = Fleet.members(200, i -> "zone-" + i % 3);
        var before = Fleet.edges(Fleet.view(members));

        members.set(17, Fleet.life(17, 9_999, "zone-2", false));

        Map<Long, Set<Long>> after = Fleet.edges(Fleet.view(members));
        assertThat(Fleet.ends(after, 9_999)).isEqualTo(Fleet.ends(before, 18));
        assertThat(Fleet.changed(before, after, 18))
                .isEqualTo(Fleet.ends(after, 9_999).size());
    }

    private static boolean isOutside(Member a, Member b) {
        return !a.zone().equals(b.zone());
    }

    private static int count(RandomGenerator random, int size) {
        return size <= 40 ? size : 1 + random.nextInt(size * 10);
    }

    /** One to five zones of about the same size, three coordinators. */
    private static List<Member> balancedFleet(RandomGenerator random, int size) {
        int zones = random.nextInt(1, 6);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count(random, size); i++) {
            members.add(Fleet.member(i, "zone-" + i % zones, i < COORDINATORS));
        }
        return members;
    }

    /** Zones of any size, some members without one. */
    private static List<Member> randomFleet(RandomGenerator random, int size) {
        int zones = random.nextInt(1, 6);
        double skew = random.nextDouble(1, 4);
        List<Member> members = new ArrayList<>();
        int count = count(random, size);
        for (int i = 0; i < count; i++) {
            int zone = (int) (zones * Math.pow(random.nextDouble(), skew));
            String name = random.nextInt(20) == 0 ? "" : "zone-" + zone;
            members.add(Fleet.member(i, name, i < COORDINATORS));
        }
        return members;
    }

    private static void churn(List<Member> members, RandomGenerator random, int firstNumber, int times) {
        for (int i = 0; i < times; i++) {
            int number = firstNumber + 10_000 + i;
            int at = random.nextInt(members.size());
            switch (random.nextInt(4)) {
                case 0 -> members.add(Fleet.member(number, "zone-" + random.nextInt(3), random.nextInt(5) == 0));
                case 1 -> {
                    if (members.size() > 1) {
                        members.remove(at);
                    }
                }
                case 2 -> {
                    Member old = members.get(at);
                    int name = Integer.parseInt(old.id().name().substring("node-".length()));
                    members.set(at, Fleet.life(name, 100_000 + number, "zone-" + random.nextInt(3), old.coordinator()));
                }
                default -> members.replaceAll(member -> member.in(MemberStatus.DEGRADED, Cause.LOSSY, 1, 1));
            }
        }
    }
}
