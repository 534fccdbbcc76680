package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoadTest {

    private static final long MILLIS = 1_000_000;
    private static final double MICRO = 1e3;

    private long now = Long.MAX_VALUE - 5 * MILLIS; // The clock may be anywhere, and turns over here.
    private final Load load = new Load(now);

    @Test
    void whoWasNeverAskedIsTakenToBeFast() {
        assertThat(load.latencyNanos(now)).isEqualTo((double) MILLIS);
        assertThat(load.waiting()).isZero();
    }

    @Test
    void aSlowAnswerCountsAtOnceAndInFull() {
        answer(10);
        answer(300);

        assertThat(load.latencyNanos(now)).isCloseTo(300 * MILLIS, within(MICRO));
    }

    @Test
    void fastAnswersWinItBackSlowly() {
        answer(300);
        for (int i = 0; i < 500; i++) {
            now += 10 * MILLIS;
            answer(10);
        }

        assertThat(load.latencyNanos(now)).isBetween(10.0 * MILLIS, 110.0 * MILLIS);
    }

    @Test
    void aBadImpressionFadesWhileNobodyAsks() {
        answer(300);
        now += Load.DECAY.toNanos();

        assertThat(load.latencyNanos(now)).isCloseTo(300 * MILLIS / Math.E, within(MICRO));
    }

    @Test
    void whoHasStoppedIsSlowWithoutAnyAnswer() {
        load.begin(now);
        load.begin(now + 200 * MILLIS);
        now += 1000 * MILLIS;

        assertThat(load.waiting()).isEqualTo(2);
        assertThat(load.latencyNanos(now)).isCloseTo(900 * MILLIS, within(MICRO));
    }

    @Test
    void whatHasEndedIsNotWaitedForAnyMore() {
        long first = now;
        load.begin(first);
        load.begin(first + 200 * MILLIS);
        now += 400 * MILLIS;
        load.answered(first + 200 * MILLIS, now);
        now += 600 * MILLIS;

        assertThat(load.waiting()).isEqualTo(1);
        assertThat(load.latencyNanos(now)).isCloseTo(1000 * MILLIS, within(MICRO));
    }

    @Test
    void whoRefusesAtOnceIsNotFast() {
        load.begin(now);
        load.failed(now, now + MILLIS);

        assertThat(load.latencyNanos(now + MILLIS)).isCloseTo((double) Load.FAILURE.toNanos(), within(MICRO));
    }

    @Test
    void whatWasGivenUpTellsOnlyThatItTookSoLong() {
        answer(300);
        load.begin(now);
        load.abandoned(now, now + MILLIS);

        assertThat(load.waiting()).isZero();
        assertThat(load.latencyNanos(now)).isCloseTo(300 * MILLIS, within(MICRO));

        load.begin(now);
        load.abandoned(now, now + 900 * MILLIS);

        assertThat(load.latencyNanos(now + 900 * MILLIS)).isCloseTo(900 * MILLIS, within(MICRO));
    }

    private void answer(long millis) {
        load.begin(now);
        load.answered(now, now + millis * MILLIS);
        now += millis * MILLIS;
    }
}
