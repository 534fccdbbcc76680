package io.bellwether.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixed seeds, so that red means broken; {@code ./bellwether sim explore} hunts with others. */
final class ExplorationTest {

    private static final int SEEDS = 300;

    @Test
    void threeHundredSeedsKeepEveryPromise() {
        List<String> broken = LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> new Exploration(seed).run(null))
                .filter(outcome -> !outcome.violations().isEmpty())
                .map(outcome -> "seed %d: %s".formatted(outcome.seed(), outcome.violations()))
                .toList();
        assertThat(broken)
                .as("replay: ./bellwether sim explore --seeds 1 --trace --seed N")
                .isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(
            longs = {
                // An answer to the process before was taken for one to this one.
                1050,
                1057,
                // A second opinion that came in time was not asked for the second time.
                1069,
                // A leader that led before it joined took itself for a stranger.
                1410,
                // A leader that had not joined could not ask anybody anything.
                3822,
                // A lost answer kept a process outside for twenty seconds.
                5613,
                // The invariants themselves overlooked a process that lived for 28 ms.
                102327,
                // A question of long ago, which nobody had waited for, was taken for an answer of now.
                4512
            })
    void aSeedThatOnceBrokeAPromiseDoesSoNoMore(long seed) {
        assertThat(new Exploration(seed).run(null).violations()).isEmpty();
    }

    @Test
    void theSameSeedGoesTheSameWay() {
        assertThat(new Exploration(7).run(null).hash())
                .isEqualTo(new Exploration(7).run(null).hash());
    }

    @Test
    void lookingOnChangesNothing() {
        assertThat(new Exploration(7)
                        .run((nanos, machine, action, detail) -> {})
                        .hash())
                .isEqualTo(new Exploration(7).run(null).hash());
    }

    @Test
    void anotherSeedGoesAnotherWay() {
        assertThat(new Exploration(8).run(null).hash())
                .isNotEqualTo(new Exploration(7).run(null).hash());
    }
}
