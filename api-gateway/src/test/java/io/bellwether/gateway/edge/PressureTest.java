package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PressureTest {

    private static final long MILLIS = 1_000_000;

    private final Pressure pressure = new Pressure(0);
    private long now;

    /** The loop comes round after so long. */
    private void round(long millis) {
        now += millis * MILLIS;
        pressure.tick(now);
    }

    private boolean isTooHighAfter(long millis) {
        return pressure.isTooHigh(now + millis * MILLIS);
    }

    @Test
    void aLoopThatComesRoundIsUnderNone() {
        for (int i = 0; i < 500; i++) {
            round(300);
        }

        assertThat(isTooHighAfter(350)).isFalse();
        assertThat(isTooHighAfter(5_000)).as("late once is not late each time").isFalse();
    }

    @Test
    void onePauseHoweverLongIsCaughtUpWith() {
        round(20);
        round(30_000);

        assertThat(isTooHighAfter(1_900)).isFalse();
        for (int i = 0; i <= 50; i++) {
            round(20);
        }
        assertThat(isTooHighAfter(5_000)).isFalse();
    }

    @Test
    void aShortRoundAfterALongOneIsNoCalm() {
        round(1_500);
        round(20);
        round(1_500);
        round(20);

        assertThat(isTooHighAfter(500)).isTrue();
    }

    @Test
    void aLoopThatIsLateEachTimeForSecondsRefusesWhatItsRoundHasNoTimeFor() {
        round(900);
        round(900);
        round(900);
        assertThat(isTooHighAfter(500)).as("1.8 s, with this round 2.3 s").isTrue();
        round(900);

        assertThat(isTooHighAfter(0)).as("each round has its time").isFalse();
        assertThat(isTooHighAfter(400)).isFalse();
        assertThat(isTooHighAfter(401)).isTrue();
    }

    @Test
    void itIsSaidOnceAMinute() {
        assertThat(pressure.isToBeTold(now)).isTrue();
        assertThat(pressure.isToBeTold(now + 59_000 * MILLIS)).isFalse();
        assertThat(pressure.isToBeTold(now + 60_000 * MILLIS)).isTrue();
        assertThat(pressure.isToBeTold(now + 61_000 * MILLIS)).isFalse();
    }

    @Test
    void aSecondInTimeEndsIt() {
        for (int i = 0; i < 5; i++) {
            round(900);
        }
        round(300);
        round(300);
        round(300);
        assertThat(isTooHighAfter(401)).isTrue();
        round(300);

        assertThat(isTooHighAfter(401)).isFalse();
    }

    @Test
    void aRoundThatTakesTheTimeItHasIsNoCalm() {
        for (int i = 0; i < 4; i++) {
            round(900);
        }
        for (int i = 0; i < 20; i++) {
            round(400);
        }

        assertThat(isTooHighAfter(401)).isTrue();
    }
}
