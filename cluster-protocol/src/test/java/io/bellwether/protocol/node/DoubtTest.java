package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DoubtTest {

    private static final long BEAT = 1_000_000_000L;
    private static final long START = Puppets.beforeItWraps();

    private final Doubt doubt = new Doubt(BEAT);

    @Test
    void aLateLoopIsDoubtedForThreeBeats() {
        assertThat(doubt.isDoubting(START)).isFalse();
        doubt.loopWasLate(START);

        assertThat(doubt.isDoubting(START)).isTrue();
        assertThat(doubt.isDoubting(START + 3 * BEAT - 1)).isTrue();
        assertThat(doubt.deadlineNanos(START + 10 * BEAT)).isEqualTo(START + 3 * BEAT);
        assertThat(doubt.isDoubting(START + 3 * BEAT)).isFalse();
        assertThat(doubt.deadlineNanos(START + 10 * BEAT)).isEqualTo(START + 10 * BEAT);
    }

    @Test
    void itStartsAgainOnlyAfterAnEdgeWasGood() {
        doubt.loopWasLate(START);
        doubt.loopWasLate(START + 4 * BEAT);
        assertThat(doubt.isDoubting(START + 4 * BEAT)).isFalse();

        doubt.edgesSeen(5, 4, 0, START + 4 * BEAT);
        doubt.loopWasLate(START + 4 * BEAT);
        assertThat(doubt.isDoubting(START + 4 * BEAT)).isFalse();

        doubt.edgesSeen(5, 4, 1, START + 4 * BEAT);
        doubt.loopWasLate(START + 5 * BEAT);
        assertThat(doubt.isDoubting(START + 5 * BEAT)).isTrue();
    }

    @Test
    void itStartsWhenTheLastOfFourEdgesFallsSilent() {
        doubt.edgesSeen(4, 3, 1, START);
        assertThat(doubt.isDoubting(START)).isFalse();
        doubt.edgesSeen(4, 4, 0, START + 1);

        assertThat(doubt.isDoubting(START + 1)).isTrue();
    }

    @Test
    void threeSilentEdgesSayLittle() {
        doubt.edgesSeen(3, 3, 0, START);

        assertThat(doubt.isDoubting(START)).isFalse();
    }

    @Test
    void whoIsReallyCutOffStopsDoubting() {
        doubt.edgesSeen(4, 4, 0, START);
        for (long now = START; now - START <= 3 * BEAT; now += BEAT / 4) {
            doubt.edgesSeen(4, 4, 0, now);
        }

        assertThat(doubt.isDoubting(START + 3 * BEAT)).isFalse();
    }
}
