package io.bellwether.producer.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogPropertiesTest {

    private static final Duration LATE = Duration.ofSeconds(30);

    private static boolean isLate(Duration oldest) {
        return new BacklogProperties("log-consumer", Duration.ofSeconds(2), LATE)
                .isLate(new Backlog(1, oldest, Instant.EPOCH));
    }

    @Test
    void onlyWhatHasWaitedLongerThanTheBoundIsLate() {
        assertThat(isLate(Duration.ZERO)).isFalse();
        assertThat(isLate(LATE)).isFalse();
        assertThat(isLate(LATE.plusMillis(1))).isTrue();
    }
}
