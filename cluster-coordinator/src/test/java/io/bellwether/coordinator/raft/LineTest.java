package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {

    private final Line line = new Line();
    private final Line.Connection appends = line.new Connection();
    private final Line.Connection beats = line.new Connection();

    @Test
    void aConnectionThatWaitsIsSeenBesideOneThatStands() {
        appends.ready();
        assertThat(line.isWaiting()).isFalse();

        beats.refused();

        assertThat(line.isWaiting()).isTrue();
        assertThat(line.isUp()).isTrue();
    }

    @Test
    void whatStandsOrIsGivenUpWaitsNoMore() {
        appends.refused();
        beats.refused();

        appends.ready();
        assertThat(line.isWaiting()).isTrue();

        beats.gone();
        assertThat(line.isWaiting()).isFalse();
        assertThat(line.failed).hasValue(2);
    }

    @Test
    void oneThatIsLostIsCountedOnce() {
        appends.ready();
        appends.refused();
        appends.gone();

        assertThat(line.isUp()).isFalse();
        assertThat(line.lost).hasValue(1);
    }

    @Test
    void aSideIsMuteWhenNoConnectionAnswers() {
        appends.ready();
        beats.ready();
        appends.said(100);
        assertThat(line.muteNanos(1_000, 400)).isZero();

        beats.said(300);
        assertThat(line.muteNanos(1_000, 400)).isEqualTo(100);

        beats.heard();
        assertThat(line.muteNanos(1_000, 400)).isZero();
    }

    @Test
    void aSideIsMuteWhileNoConnectionCanBeMade() {
        assertThat(line.muteNanos(1_000, 400)).isZero();

        beats.attempted(100);
        assertThat(line.muteNanos(1_000, 400)).isEqualTo(300);

        appends.ready();
        assertThat(line.muteNanos(1_000, 400)).isZero();

        appends.gone();
        beats.gone();
        assertThat(line.muteNanos(1_000, 400)).isZero();
    }
}
