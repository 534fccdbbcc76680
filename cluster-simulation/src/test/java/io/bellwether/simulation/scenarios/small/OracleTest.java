package io.bellwether.simulation.scenarios.small;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.scenarios.small.Fate.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OracleTest {

    private static Oracle split(int nodes, int coordinators, List<List<Integer>> groups) {
        Reach reach = new Reach(nodes);
        reach.keepWithin(groups);
        return new Oracle(reach, coordinators, 1);
    }

    private static Oracle dead(int nodes, int coordinators, int zones, Integer... machines) {
        return new Oracle(new Trouble.Deaths(List.of(machines)).reach(nodes), coordinators, zones);
    }

    private static List<Kind> kinds(Oracle oracle) {
        return oracle.fates().stream().map(Fate::kind).toList();
    }

    private static List<Integer> with(Kind kind, Oracle oracle) {
        return IntStream.range(0, oracle.fates().size())
                .filter(machine -> oracle.fate(machine).kind() == kind)
                .boxed()
                .toList();
    }

    @Test
    void theSideWithTheMajorityOfCoordinatorsIsKeptAndTheOtherIsLostHoweverLargeItIs() {
        Oracle oracle = split(7, 3, List.of(List.of(0, 2), List.of(1, 3, 4, 5, 6)));

        assertThat(with(Kind.KEPT, oracle)).containsExactly(0, 2);
        assertThat(with(Kind.LOST, oracle)).containsExactly(1, 3, 4, 5, 6);
        assertThat(oracle.leaders()).containsExactly(0, 2);
    }

    @Test
    void withoutAMajorityNobodyIsLost() {
        Oracle oracle = split(5, 3, List.of(List.of(0, 3), List.of(1), List.of(2, 4)));

        assertThat(oracle.hasQuorum()).isFalse();
        assertThat(kinds(oracle)).containsOnly(Kind.KEPT);
        assertThat(oracle.undecided()).isEmpty();
    }

    @Test
    void aCrashIsALossInEveryCluster() {
        assertThat(kinds(dead(2, 1, 1, 1))).containsExactly(Kind.KEPT, Kind.LOST);
        assertThat(kinds(dead(3, 3, 1, 1))).containsExactly(Kind.KEPT, Kind.LOST, Kind.KEPT);
        assertThat(with(Kind.LOST, dead(12, 1, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
                .hasSize(11);
    }

    @Test
    void twoMembersAndASoleCoordinatorAloneCannotBeDecided() {
        assertThat(split(2, 1, List.of(List.of(0), List.of(1))).undecided()).startsWith("two members");
        assertThat(split(4, 1, List.of(List.of(0), List.of(1, 2, 3))).undecided())
                .startsWith("the sole coordinator reaches nobody");
        assertThat(split(4, 1, List.of(List.of(0, 1), List.of(2, 3))).undecided())
                .isEmpty();
    }

    @Test
    void oneIllLinkAccusesNobodyFromThreeMembersOn() {
        assertThat(kinds(split(3, 1, List.of(List.of(0, 2), List.of(1, 2))))).containsOnly(Kind.KEPT);
        assertThat(kinds(split(3, 3, List.of(List.of(0, 2), List.of(1, 2))))).containsOnly(Kind.KEPT);
    }

    @Test
    void servicesThatOnlyCoordinatorsReachAreKept() {
        assertThat(kinds(split(
                        6, 1, List.of(List.of(0, 1), List.of(0, 2), List.of(0, 3), List.of(0, 4), List.of(0, 5)))))
                .containsOnly(Kind.KEPT);
    }

    @Test
    void beyondABridgeAMemberIsLostOnlyWhenSevenTenthsOfThoseWhoAreHeardLoseIt() {
        // All coordinators on the left; of six observers of the last member, five or four have lost it.
        Oracle five = split(7, 3, List.of(List.of(0, 1, 2, 3, 4, 5), List.of(5, 6)));
        Oracle four = split(7, 3, List.of(List.of(0, 1, 2, 3, 4, 5), List.of(4, 5, 6)));

        assertThat(with(Kind.LOST_BUT_HEARD, five)).containsExactly(6);
        assertThat(kinds(four)).containsOnly(Kind.KEPT);
    }

    @Test
    void beyondABridgeAMemberIsKeptThatAMajorityOfCoordinatorsReaches() {
        // Two coordinators form the bridge: what five services say of the last member does not outweigh them.
        assertThat(kinds(split(7, 3, List.of(List.of(0, 1, 2, 3, 4, 5), List.of(0, 1, 6)))))
                .containsOnly(Kind.KEPT);
    }

    @Test
    void beyondABridgeItMayDependOnWhoLeads() {
        // The leader on the left asks itself and the bridge; the one in the bridge asks the third coordinator as well.
        Oracle oracle = split(8, 3, List.of(List.of(0, 3, 4, 5, 6, 1), List.of(1, 2, 7)));

        assertThat(oracle.fate(7).kind()).isEqualTo(Kind.UNDECIDED);
        assertThat(oracle.undecided()).contains("which coordinator leads");
        assertThat(oracle.fate(2).kind()).isEqualTo(Kind.KEPT);
    }

    @Test
    void theOrderMattersWhereEitherOfTwoCanBeFoundBad() {
        // Members 3 and 4 have each lost five of seven, one another included: whoever falls first saves the other.
        Reach reach = new Reach(8);
        for (int other : List.of(1, 2, 5, 6)) {
            reach.cut(3, other);
            reach.cut(4, other);
        }
        reach.cut(3, 4);

        assertThat(with(Kind.UNDECIDED, new Oracle(reach, 3, 1))).containsExactly(3, 4);
        assertThat(new Oracle(reach, 3, 1).undecided()).contains("found bad first");
    }

    @Test
    void protectionStopsRemovalAboveHalfOfAGroupAndFromThreeOn() {
        assertThat(dead(5, 1, 1, 2, 3, 4).protection()).isNotEmpty();
        assertThat(dead(6, 1, 1, 3, 4, 5).protection()).isEmpty();
        assertThat(dead(3, 1, 1, 1, 2).protection()).isEmpty();
        // Zones of four are counted by themselves: three of the four at 0, 3, 6 and 9 are too many.
        assertThat(dead(12, 1, 3, 3, 6, 9).protection()).contains("3 of 4");
        assertThat(dead(12, 1, 3, 3, 6, 10).protection()).isEmpty();
        // Smaller ones are counted together.
        assertThat(dead(6, 1, 3, 1, 2, 3, 4).protection()).contains("4 of 6");
    }
}
