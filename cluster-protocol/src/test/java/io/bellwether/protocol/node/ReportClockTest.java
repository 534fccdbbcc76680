package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReportClockTest {

    private static final long BEAT = 1_000_000_000L;
    private static final long START = Puppets.beforeItWraps();
    private static final long FAR = START + 100 * BEAT;

    private final ReportClock clock = new ReportClock(BEAT, BEAT / 4, START);

    @Test
    void theFirstReportWaitsForItsPhaseThenOneComesEachBeat() {
        assertThat(clock.isDue(START + BEAT / 4 - 1)).isFalse();
        assertThat(clock.deadlineNanos(FAR)).isEqualTo(START + BEAT / 4);
        assertThat(clock.isDue(START + BEAT / 4)).isTrue();
        assertThat(clock.take(START + BEAT / 4)).isEqualTo(1);

        assertThat(clock.isDue(START + BEAT / 4 + BEAT - 1)).isFalse();
        assertThat(clock.isDue(START + BEAT / 4 + BEAT)).isTrue();
        assertThat(clock.take(START + BEAT / 4 + BEAT)).isEqualTo(2);
    }

    @Test
    void aChangeIsReportedAtOnceButNotMoreThanTwentyTimesABeat() {
        clock.changed();
        assertThat(clock.isDue(START)).isTrue();
        clock.take(START);
        assertThat(clock.isDue(START)).isFalse();
        clock.changed();

        assertThat(clock.isDue(START + BEAT / 20 - 1)).isFalse();
        assertThat(clock.deadlineNanos(FAR)).isEqualTo(START + BEAT / 20);
        assertThat(clock.isDue(START + BEAT / 20)).isTrue();
    }

    @Test
    void missedReportsAreNotMadeUpFor() {
        clock.take(START + 10 * BEAT);

        assertThat(clock.isDue(START + 10 * BEAT)).isFalse();
        assertThat(clock.deadlineNanos(FAR)).isEqualTo(START + 10 * BEAT + BEAT / 4);
    }
}
