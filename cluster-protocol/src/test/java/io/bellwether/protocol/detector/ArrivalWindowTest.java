package io.bellwether.protocol.detector;

import static io.bellwether.protocol.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the last gaps teach. */
final class ArrivalWindowTest {

    private static final long BEAT = 1_000_000_000;
    private static final long CAP = 4_500_000_000L;

    private final ArrivalWindow window = new ArrivalWindow(BEAT, CAP);

    @Test
    void aFreshWindowExpectsTheBeatWithAModerateJitter() {
        assertThat(window.meanNanos()).isEqualTo(BEAT);
        assertThat(window.deviationNanos()).isEqualTo(BEAT * ArrivalWindow.PRIOR_JITTER);
    }

    @Test
    void aMetronomeIsGivenTheLeastDeviationAndNoLess() {
        for (int i = 0; i < 1_000; i++) {
            window.learn(BEAT + 1);
        }
        assertThat(window.meanNanos()).isEqualTo(BEAT + 1);
        assertThat(window.deviationNanos()).isEqualTo(BEAT * ArrivalWindow.DEVIATION_MIN);
    }

    @Test
    void thePriorIsOutweighedByAsManyGapsAsItStandsForAndForgottenWhenTheWindowIsFull() {
        for (int i = 0; i < ArrivalWindow.PRIOR_GAPS; i++) {
            window.learn(2 * BEAT);
        }
        assertThat(window.meanNanos()).isEqualTo(1.5 * BEAT);
        for (int i = ArrivalWindow.PRIOR_GAPS; i < ArrivalWindow.GAPS_MAX; i++) {
            window.learn(2 * BEAT);
        }
        assertThat(window.meanNanos()).isEqualTo(2.0 * BEAT);
    }

    @Test
    void itRemembersOneHundredAndTwentyEightGapsAndNoMore() {
        for (int i = 0; i < ArrivalWindow.GAPS_MAX; i++) {
            window.learn(BEAT);
        }
        window.learn(3 * BEAT);
        for (int i = 1; i < ArrivalWindow.GAPS_MAX; i++) {
            window.learn(BEAT);
        }
        assertThat(window.meanNanos()).as("with the odd gap").isGreaterThan(BEAT);
        window.learn(BEAT);
        assertThat(window.meanNanos()).as("without it").isEqualTo(BEAT);
    }

    @Test
    void theGapOfAnOutageIsNotLearntButOneOfJustTheCapIs() {
        assertThat(window.learn(CAP + 1)).isFalse();
        assertThat(window.meanNanos()).isEqualTo(BEAT);
        assertThat(window.learn(CAP)).isTrue();
        assertThat(window.meanNanos()).isGreaterThan(BEAT);
    }

    @Test
    void meanAndDeviationAreThoseOfTheLastGapsWhateverTheyAre() {
        forAll(300, (random, size) -> {
            var fed = new ArrivalWindow(BEAT, CAP);
            double[] last = new double[ArrivalWindow.GAPS_MAX];
            int gaps = 0;
            for (; gaps < ArrivalWindow.PRIOR_GAPS; gaps++) {
                last[gaps] = BEAT * (gaps % 2 == 0 ? 1.25 : 0.75);
            }
            long spread = 1 + CAP * size / 100;
            for (int i = 0; i < 4 * size; i++, gaps++) {
                long gap = random.nextLong(spread);
                fed.learn(gap);
                last[gaps % last.length] = gap;
                assertIsThatOf(fed, Arrays.copyOf(last, Math.min(gaps + 1, last.length)));
            }
        });
    }

    private static void assertIsThatOf(ArrivalWindow window, double[] gaps) {
        double mean = Arrays.stream(gaps).average().orElseThrow();
        double variance = Arrays.stream(gaps)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow();
        assertThat(window.meanNanos()).isCloseTo(mean, within(1.0));
        double deviation = Math.max(ArrivalWindow.DEVIATION_MIN * BEAT, Math.sqrt(variance));
        assertThat(window.deviationNanos()).as("of %d gaps", gaps.length).isCloseTo(deviation, within(1.0));
    }
}
