package io.bellwether.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenarios.CrashPlan.Planned;
import io.bellwether.simulation.scenarios.CrashPlan.Victim;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CrashScenarioTest {

    private static CrashFigures runs(int nodes, TimingProfile profile, int runs) {
        List<CrashFigures> all = new ArrayList<>();
        for (int number = 0; number < runs; number++) {
            CrashPlan plan = CrashPlan.of(nodes, number, profile, number + 1);
            all.add(new CrashRun(ClusterSpec.of(nodes, CrashPlan.COORDINATORS).with(profile), number + 1, null)
                    .run(plan));
        }
        return CrashFigures.sum(all);
    }

    private static void assertNobodyIsWronged(CrashFigures figures) {
        assertThat(figures.broken).isEmpty();
        assertThat(figures.accusedLiving).isZero();
        assertThat(figures.uncalledElections).isZero();
        assertThat(figures.unknown).isZero();
        assertThat(figures.stayed).isZero();
        assertThat(figures.leaderless).isZero();
    }

    @Test
    void everyNodeOfSixKnowsOfACrashWithinSixSecondsAndNoSoonerThanSilenceTells() {
        CrashFigures figures = runs(6, TimingProfile.DEFAULT, 10);

        assertThat(figures.crashes).isEqualTo(8);
        assertThat(figures.leaderCrashes).isEqualTo(2);
        assertThat(figures.known.size()).isEqualTo(8 * 5);
        assertThat(figures.known.seconds(0.5)).isBetween(2.0, 4.0);
        assertThat(figures.known.seconds(1)).isLessThanOrEqualTo(6.0);
        assertThat(figures.leaderKnown.seconds(1)).isLessThanOrEqualTo(8.0);
        assertThat(figures.removed.seconds(1)).isBetween(14.0, 25.0);
        assertNobodyIsWronged(figures);
    }

    @Test
    void crashesOneAfterTheOtherInALargerClusterAreFoundEachByItself() {
        CrashFigures figures = runs(60, TimingProfile.DEFAULT, 2);

        assertThat(figures.crashes).isEqualTo(10);
        assertThat(figures.leaderCrashes).isEqualTo(1);
        assertThat(figures.lostCommits.percentile(0)).isEqualTo(5);
        assertThat(figures.known.seconds(1)).isLessThanOrEqualTo(6.0);
        assertNobodyIsWronged(figures);
    }

    @Test
    void theFastProfileKnowsWithinAFractionOfThat() {
        CrashFigures figures = runs(6, TimingProfile.FAST, 10);

        assertThat(figures.known.seconds(0.5)).isLessThanOrEqualTo(1.2);
        assertNobodyIsWronged(figures);
    }

    @Test
    void tenThatDieAtOneMomentAreOneCommit() {
        List<Integer> ten = List.of(5, 9, 14, 20, 26, 33, 41, 48, 55, 61);
        for (long seed = 1; seed <= 3; seed++) {
            CrashFigures figures = new CrashRun(ClusterSpec.of(70, CrashPlan.COORDINATORS), seed, null)
                    .run(ten, 10_300_000_000L, 40_000_000_000L);

            assertThat(figures.lostCommits.percentile(1)).as("seed %d", seed).isEqualTo(1);
            assertThat(figures.known.size()).isEqualTo(10 * 60);
            assertThat(figures.known.seconds(1)).isLessThanOrEqualTo(6.0);
            assertNobodyIsWronged(figures);
        }
    }

    @Test
    void allServicesMayDieAndTheLeaderStays() {
        List<Integer> services = List.of(3, 4, 5, 6, 7, 8, 9);
        CrashFigures figures = new CrashRun(ClusterSpec.of(10, CrashPlan.COORDINATORS), 1, null)
                .run(services, 10_300_000_000L, 40_000_000_000L);

        assertThat(figures.known.size()).isEqualTo(7 * 3);
        assertThat(figures.unknown).isZero();
        assertThat(figures.uncalledElections).isZero();
        assertThat(figures.leaderless).isZero();
        assertThat(figures.stayed).as("protection holds").isEqualTo(7);
    }

    @Test
    void aPeerIsMeasuredByTheSameCrashes() {
        for (Peer peer : PeerCrashes.ALL) {
            CrashPlan plan = CrashPlan.of(20, 0, TimingProfile.DEFAULT, 3);
            CrashFigures figures = new PeerCrashes(peer, 20, 3).run(plan);

            assertThat(figures.known.size()).as(peer.name()).isEqualTo(19);
            assertThat(figures.unknown).isZero();
            assertThat(figures.accusedLiving).isZero();
            assertThat(figures.known.seconds(0)).as(peer.name()).isGreaterThan(3.0);
        }
    }

    @Test
    void aPeerHasNoLeaderToCrash() {
        CrashPlan plan = CrashPlan.of(6, 4, TimingProfile.DEFAULT, 5);

        assertThat(plan.crashes().getFirst().victim()).isEqualTo(Victim.LEADER);
        CrashFigures figures = new PeerCrashes(PeerCrashes.ALL.getFirst(), 6, 5).run(plan);
        assertThat(figures.crashes).isZero();
    }

    @Test
    void aPlanNeverTakesAMachineTwiceNorTwoCoordinators() {
        for (int number = 0; number < 40; number++) {
            List<Planned> crashes =
                    CrashPlan.of(1000, number, TimingProfile.DEFAULT, number).crashes();
            List<Integer> services = crashes.stream()
                    .filter(planned -> planned.victim() == Victim.SERVICE)
                    .map(Planned::machine)
                    .toList();

            assertThat(services).doesNotHaveDuplicates().allMatch(machine -> machine >= CrashPlan.COORDINATORS);
            assertThat(crashes.size() - services.size()).isEqualTo(1);
            assertThat(crashes).isSortedAccordingTo((a, b) -> Long.compare(a.nanos(), b.nanos()));
        }
        assertThat(CrashPlan.runs(1000, 200)).isEqualTo(10);
        assertThat(CrashPlan.runs(6, 200)).isEqualTo(250);
    }
}
