package io.bellwether.simulation.peers.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RumoursTest {

    private static final int ROOM = 1400;

    private final Rumours rumours = new Rumours();

    @Test
    void aRumourIsForgottenAfterItsTransmissions() {
        rumours.add(new News.Dead(1, 1, 2));

        for (int time = 0; time < 4; time++) {
            assertThat(rumours.take(ROOM, 4)).as("transmission %d", time).hasSize(1);
        }
        assertThat(rumours.take(ROOM, 4)).isEmpty();
        assertThat(rumours.isEmpty()).isTrue();
    }

    @Test
    void newerNewsAboutAMemberReplacesOlder() {
        rumours.add(new News.Suspect(1, 1, 2));
        rumours.add(new News.Alive(1, 2));

        assertThat(rumours.take(ROOM, 4)).containsExactly(new News.Alive(1, 2));
    }

    @Test
    void whatWasSentLeastOftenGoesFirst() {
        rumours.add(new News.Dead(1, 1, 2));
        rumours.take(ROOM, 4);
        rumours.add(new News.Dead(3, 1, 2));
        var oneOnly = Sizes.of(new News.Dead(3, 1, 2)) + Sizes.COMPOUND_ENTRY_BYTES;

        assertThat(rumours.take(oneOnly, 4)).containsExactly(new News.Dead(3, 1, 2));
    }

    @Test
    void noDatagramIsFilledBeyondItsRoom() {
        for (int member = 0; member < 100; member++) {
            rumours.add(new News.Dead(member, 1, 2));
        }

        var each = Sizes.of(new News.Dead(1, 1, 2)) + Sizes.COMPOUND_ENTRY_BYTES;
        assertThat(rumours.take(ROOM, 4)).hasSize(ROOM / each);
    }
}
