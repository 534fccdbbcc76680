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
}
