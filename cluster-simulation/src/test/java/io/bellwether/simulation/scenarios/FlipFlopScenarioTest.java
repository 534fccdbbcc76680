package io.bellwether.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenarios.FlapTrial.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlipFlopScenarioTest {

    @Test
    void whoFlipsIsLostTwiceAtMostAndThenKeptOutAndNobodyElseIsTouched() {
        Outcome outcome = FlipFlopScenario.large(24, 4, 130, 2).run(null);

        assertThat(outcome.lostMost()).as("%s", outcome).isBetween(1L, 2L);
        assertThat(outcome.keptOut()).as("%s", outcome).isEqualTo(4);
        assertThat(outcome.heldAtEnd()).as("%s", outcome).isEqualTo(4);
        assertThat(outcome.healthy()).as("%s", outcome).isZero();
        assertThat(outcome.others()).as("%s", outcome).isZero();
        assertThat(outcome.broken()).isEmpty();
    }

    @Test
    void aRhythmOfPausesMakesAFewTransitionsWhoeverPauses() {
        List<FlapTrial> pauses = small("pauses");

        assertThat(pauses).hasSize(9);
        // Each rhythm and each role once; the command runs them all.
        for (FlapTrial trial : List.of(pauses.get(0), pauses.get(4), pauses.get(8))) {
            Outcome outcome = trial.run(null);
            assertThat(outcome.movesMost()).as("%s", outcome).isBetween(1L, 8L);
            assertThat(outcome.others()).as("%s", outcome).isZero();
            assertThat(outcome.broken()).as("%s", outcome).isEmpty();
        }
    }

    @Test
    void aContainerThatCrashesEveryNinetySecondsIsQuarantined() {
        List<FlapTrial> crashes = small("crash");

        assertThat(crashes).hasSize(3);
        for (FlapTrial trial : crashes) {
            Outcome outcome = trial.run(null);
            assertThat(outcome.keptOut()).as("%s", outcome).isEqualTo(1);
            assertThat(outcome.keptOutSeconds()).as("%s", outcome).isLessThan(600);
            assertThat(outcome.others()).as("%s", outcome).isZero();
            assertThat(outcome.broken()).as("%s", outcome).isEmpty();
        }
    }

    @Test
    void thePeersFlipOnAndOn() {
        FlapTrial trial = FlipFlopScenario.large(24, 4, 130, 1);

        // Away and back within 40 s are two flips.
        assertThat(trial.runPeer(Peer.PHI).flips() / 4 / trial.minutes()).isBetween(2.0, 4.0);
        assertThat(trial.run(null).flips() / 4.0 / trial.minutes()).isLessThan(2.0);
    }

    private static List<FlapTrial> small(String rhythm) {
        return FlipFlopScenario.small(1).stream()
                .filter(trial -> trial.label().startsWith(rhythm))
                .toList();
    }
}
