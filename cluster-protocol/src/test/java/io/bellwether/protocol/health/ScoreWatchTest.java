package io.bellwether.protocol.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.health.ScoreWatch.Finding;
import org.junit.jupiter.api.Test;

final class ScoreWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private final ScoreWatch watch = new ScoreWatch();

    @Test
    void belowFiftyForTenSecondsIsSick() {
        watch.sample(49, 0);

        assertThat(watch.sample(49, 10 * SECOND - 1)).isEqualTo(Finding.NOTHING);
        assertThat(watch.sample(49, 10 * SECOND)).isEqualTo(Finding.SICK);
        assertThat(watch.sample(0, 11 * SECOND)).isEqualTo(Finding.SICK);
    }

    @Test
    void fiftyIsNotBelowFifty() {
        watch.sample(50, 0);

        assertThat(watch.sample(50, 60 * SECOND)).isEqualTo(Finding.NOTHING);
    }

    @Test
    void oneBetterScoreStartsTheTenSecondsAnew() {
        watch.sample(49, 0);
        watch.sample(50, 9 * SECOND);
        watch.sample(49, 9 * SECOND + 1);

        assertThat(watch.sample(49, 19 * SECOND)).isEqualTo(Finding.NOTHING);
        assertThat(watch.sample(49, 19 * SECOND + 1)).isEqualTo(Finding.SICK);
    }

    @Test
    void aboveSixtyFiveForThirtySecondsIsWell() {
        watch.sample(66, 0);

        assertThat(watch.sample(66, 30 * SECOND - 1)).isEqualTo(Finding.NOTHING);
        assertThat(watch.sample(66, 30 * SECOND)).isEqualTo(Finding.WELL);
    }

    @Test
    void sixtyFiveIsNotAboveSixtyFive() {
        watch.sample(65, 0);

        assertThat(watch.sample(65, 60 * SECOND)).isEqualTo(Finding.NOTHING);
    }

    @Test
    void aScoreThatSwingsAroundOneLimitSaysNothing() {
        for (int second = 0; second < 600; second++) {
            assertThat(watch.sample(second % 8 < 4 ? 48 : 52, second * SECOND)).isEqualTo(Finding.NOTHING);
        }
    }
}
