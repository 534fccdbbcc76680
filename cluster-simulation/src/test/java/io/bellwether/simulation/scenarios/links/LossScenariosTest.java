package io.bellwether.simulation.scenarios.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small instances of loss80 and loss20. */
final class LossScenariosTest {

    private static final double SECOND = 1e9;

    @ParameterizedTest
    @EnumSource(names = {"BOTH", "EGRESS"})
    void whoLosesMostOfItsBeatsIsAccusedInTimeAndNobodyElse(Loss80Scenario.Case which) {
        var plan = new Loss80Scenario.Plan(which, 40, 2, 0.8, Duration.ofSeconds(20));
        for (long seed = 1; seed <= 3; seed++) {
            var run = Loss80Scenario.ours(plan, seed, null);
            assertThat(run.broken()).as("seed %d", seed).isEmpty();
            assertThat(run.othersAccused()).as("seed %d", seed).isZero();
            assertThat(run.foundNanos().size()).as("seed %d", seed).isEqualTo(2);
            assertThat(run.foundNanos().percentile(1)).as("seed %d", seed).isLessThan(15 * SECOND);
        }
    }

    @Test
    void whoHearsBadlyGetsNobodyElseAccused() {
        var plan = new Loss80Scenario.Plan(Loss80Scenario.Case.INGRESS, 40, 2, 0.8, Duration.ofSeconds(30));
        var run = Loss80Scenario.ours(plan, 1, null);
        assertThat(run.broken()).isEmpty();
        assertThat(run.othersAccused()).isZero();
    }

    @Test
    void aPeerIsMeasuredByWhenMostOthersHoldTheFaultyForDead() {
        var plan = new Loss80Scenario.Plan(Loss80Scenario.Case.BOTH, 20, 1, 1, Duration.ofSeconds(60));
        var lifeguard = Loss80Scenario.theirs(Peer.LIFEGUARD, plan, 1);
        assertThat(lifeguard.foundNanos().size()).isEqualTo(1);
        assertThat(lifeguard.foundNanos().percentile(1)).isBetween(2 * SECOND, 40 * SECOND);
        assertThat(lifeguard.othersAccused()).isZero();
        var phi = Loss80Scenario.theirs(Peer.PHI, plan, 1);
        assertThat(phi.foundNanos().percentile(1)).isBetween(3 * SECOND, 10 * SECOND);
    }

    @Test
    void aFifthOfAllPacketsMayBeLostAndNobodyIsGone() {
        var run = Loss20Scenario.ours(new Loss20Scenario.Plan(6, 0.2, Duration.ofMinutes(3)), 1, null);
        assertThat(run.broken()).isEmpty();
        assertThat(run.removed()).isZero();
        assertThat(run.longestNanos()).isZero();
        assertThat(run.badEdges()).as("the loss is felt").isPositive();
    }

    @Test
    void atThreeFifthsMembersAreGoneAndItShows() {
        var run = Loss20Scenario.ours(new Loss20Scenario.Plan(6, 0.6, Duration.ofMinutes(3)), 1, null);
        assertThat(run.absences()).isPositive();
        assertThat(run.longestNanos()).isPositive();
    }

    @Test
    void theCommandsPrintTheirTablesAndRefuseWhatTheyCannotRun() {
        assertThat(code("loss20", "--sizes", "4", "--seconds", "20")).isZero();
        assertThat(code("loss20", "--sizes", "4,x")).isEqualTo(1);
        assertThat(code("loss20", "--sizes", "2")).isEqualTo(1);
        assertThat(code(
                        "loss80",
                        "--nodes",
                        "20",
                        "--faulty",
                        "1",
                        "--repeat",
                        "1",
                        "--seconds",
                        "20",
                        "--only",
                        "both"))
                .isZero();
        assertThat(code("one-link", "--small", "--repeat", "1", "--seconds", "15", "--only", "deaf service, N=5"))
                .isZero();
        assertThat(code("partition", "--nodes", "20", "--repeat", "1", "--only", "60/40 along zones, smaller side not"))
                .isZero();
    }

    private static int code(String... words) {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var scenarios = List.of(
                Loss80Scenario.scenario(),
                Loss20Scenario.scenario(),
                OneLinkScenario.scenario(),
                PartitionScenario.scenario());
        return new Simulator(scenarios, out, out, false).run(List.of(words));
    }
}
