package io.bellwether.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopDelayTest {

    private static final long SECOND = 1_000_000_000;

    private final LoopDelay delay = new LoopDelay();

    @Test
    void theWorstIsRememberedForTwoToFourSeconds() {
        delay.late(SECOND, 10 * SECOND);
        delay.late(SECOND / 2, 10 * SECOND + 1);

        assertThat(delay.worstNanos(11 * SECOND)).isEqualTo(SECOND);
        assertThat(delay.worstNanos(12 * SECOND + 1)).as("of the window before").isEqualTo(SECOND);
        assertThat(delay.worstNanos(14 * SECOND + 1)).isZero();
    }

    @Test
    void whoStandsStillAndRunsByTurnsFindsItAtEveryLook() {
        for (int turn = 1; turn < 20; turn++) {
            long awake = 2 * SECOND * turn;
            // It was due right after it fell asleep; the sampler looks before and after.
            if (turn > 1) {
                assertThat(delay.worstNanos(awake)).isEqualTo(16 * SECOND / 10);
            }
            delay.late(16 * SECOND / 10, awake + 1);
            delay.late(0, awake + SECOND / 5);
            assertThat(delay.worstNanos(awake + SECOND * 4 / 10)).isEqualTo(16 * SECOND / 10);
        }
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(delay.worstNanos(5 * SECOND)).isZero();
    }
}
