package io.bellwether.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FailureLimitTest {

    private static final long MINUTE = 60_000_000_000L;

    private final FailureLimit limit = new FailureLimit();

    @Test
    void theThirdFailureWithinAMinuteIsOneTooMany() {
        assertThat(limit.isOver(0)).isFalse();
        assertThat(limit.isFirst()).isTrue();
        assertThat(limit.isOver(MINUTE / 2)).isFalse();
        assertThat(limit.isFirst()).isFalse();
        assertThat(limit.isOver(MINUTE)).isTrue();
    }

    @Test
    void oneNowAndThenIsNot() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.isOver(i * (MINUTE + 1))).isFalse();
            assertThat(limit.isFirst()).isTrue();
        }
    }
}
