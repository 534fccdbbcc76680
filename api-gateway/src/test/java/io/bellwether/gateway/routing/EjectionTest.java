package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EjectionTest {

    private static final long SECOND = 1_000_000_000L;

    private final Ejection ejection = new Ejection(5, Duration.ofSeconds(30), Duration.ofSeconds(300));

    @Test
    void fiveFailuresInARowAreEnough() {
        for (int i = 0; i < 4; i++) {
            assertThat(ejection.failed()).isFalse();
        }
        assertThat(ejection.failed()).isTrue();
    }

    @Test
    void anAnswerBreaksTheRow() {
        for (int i = 0; i < 20; i++) {
            assertThat(ejection.failed()).isFalse();
            ejection.answered();
        }
    }

    @Test
    void eachFurtherTimeItLastsLonger() {
        assertThat(lasts(0)).isEqualTo(30);
        assertThat(lasts(31 * SECOND)).isEqualTo(60);
        assertThat(lasts(92 * SECOND)).isEqualTo(90);
    }

    @Test
    void itNeverLastsLongerThanTheMost() {
        long now = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(lasts(now)).isLessThanOrEqualTo(300);
            now += 301 * SECOND;
        }
    }

    @Test
    void aTimeIsForgottenForEachHalfMinuteInPeace() {
        lasts(0);
        lasts(31 * SECOND);
        long over = 91 * SECOND;

        assertThat(ejection.times(over + 29 * SECOND)).isEqualTo(2);
        assertThat(ejection.times(over + 31 * SECOND)).isEqualTo(1);
        assertThat(ejection.times(over + 61 * SECOND)).isZero();
        assertThat(lasts(over + 61 * SECOND)).isEqualTo(30);
    }

    @Test
    void itsEndIsToldOnce() {
        lasts(0);

        assertThat(ejection.hasEnded(29 * SECOND)).isFalse();
        assertThat(ejection.isOut(29 * SECOND)).isTrue();
        assertThat(ejection.isOut(30 * SECOND)).isFalse();
        assertThat(ejection.hasEnded(30 * SECOND)).isTrue();
        assertThat(ejection.hasEnded(30 * SECOND)).isFalse();
    }

    @Test
    void timeMayWrap() {
        long late = Long.MAX_VALUE - SECOND;

        assertThat(lasts(late)).isEqualTo(30);
        assertThat(ejection.isOut(late + 29 * SECOND)).isTrue();
        assertThat(ejection.isOut(late + 31 * SECOND)).isFalse();
    }

    private long lasts(long nowNanos) {
        ejection.begin(nowNanos);
        return ejection.remaining(nowNanos).toSeconds();
    }
}
