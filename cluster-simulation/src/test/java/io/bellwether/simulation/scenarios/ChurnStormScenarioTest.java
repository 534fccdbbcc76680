package io.bellwether.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ChurnStormScenarioTest {

    @ParameterizedTest
    @EnumSource(Storm.Kind.class)
    void aStormPassesAndTouchesNobodyElse(Storm.Kind kind) {
        StormTrial.Outcome outcome = new StormTrial(kind, 20, 1).run(null);

        assertThat(outcome.others()).as("%s", outcome).isZero();
        assertThat(outcome.leaderChanges()).as("%s", outcome).isZero();
        assertThat(outcome.wholeSeconds()).as("%s", outcome).isBetween(0.0, 10.0);
        assertThat(outcome.epochs()).as("%s", outcome).isPositive();
        assertThat(outcome.broken()).isEmpty();
    }

    @Test
    void aRestartIsOneCommitAndTwoChangesOfMembership() {
        StormTrial.Outcome outcome = new StormTrial(Storm.Kind.CRASHES, 20, 2).run(null);

        assertThat(outcome.epochs()).isEqualTo(2 * 6);
    }

    @Test
    void wallClocksThatJumpAnHourChangeNoDecision() {
        for (long seed = 1; seed <= 10; seed++) {
            ClockTrial.Outcome outcome = new ClockTrial(seed).run(null);

            assertThat(outcome.difference()).as("seed %d", seed).isEmpty();
            assertThat(outcome.jumped()).as("stamps of seed %d", seed).isPositive();
            assertThat(outcome.decisions()).as("decisions of seed %d", seed).isPositive();
        }
    }
}
