package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomTest {

    private static final long MILLIS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Room room = new Room();

    private void answered(long begunMillis, long nowMillis, int waiting) {
        room.ended(begunMillis * MILLIS, nowMillis * MILLIS, PATIENCE, true, waiting);
    }

    @Test
    void anAnswerThatComesLateTakesPlacesAwayFromWhatWasWaitedFor() {
        answered(0, 1_100, 49);

        assertThat(room.places()).isEqualTo(35);
    }

    @Test
    void allThatWereSentBeforeAreOneLateAnswer() {
        answered(0, 1_100, 99);
        answered(100, 1_200, 98);
        answered(1_000, 2_050, 80);

        assertThat(room.places()).isEqualTo(70);

        answered(1_101, 2_200, 69);
        assertThat(room.places()).isEqualTo(49);
    }

    @Test
    void fewerThanTheLeastItNeverGets() {
        for (int i = 0; i < 20; i++) {
            answered(i * 2_000L, i * 2_000L + 1_500, 0);
        }

        assertThat(room.places()).isEqualTo(Room.LEAST);
    }

    @Test
    void whatWasTakenAwayComesBackWithAnswersInTime() {
        answered(0, 1_100, 0);
        for (int i = 0; i < 1_301; i++) {
            answered(2_000, 2_010, 3);
        }

        assertThat(room.places()).isEqualTo(Room.FIRST);
    }

    @Test
    void anAnswerThatIsNeitherLateNorSoonChangesNothing() {
        answered(0, 1_100, 49);
        answered(2_000, 2_600, 49);

        assertThat(room.places()).isEqualTo(35);
    }

    @Test
    void moreThanTheFirstItGetsOnlyWhileTheyAreUsed() {
        for (int i = 0; i < 3_000; i++) {
            answered(0, 10, Room.FIRST / 2 - 1);
        }
        assertThat(room.places()).isEqualTo(Room.FIRST);

        for (int i = 0; i < Room.FIRST; i++) {
            answered(0, 10, room.places());
        }
        assertThat(room.places()).as("none was late yet").isEqualTo(2 * Room.FIRST);

        for (int i = 0; i < 20_000; i++) {
            answered(0, 10, room.places());
        }
        assertThat(room.places()).isEqualTo(Room.MOST);
    }

    @Test
    void whatFailsSoonSaysNothingOfHowMuchItCanTake() {
        room.ended(0, 10 * MILLIS, PATIENCE, false, 80);

        assertThat(room.places()).isEqualTo(Room.FIRST);
    }
}
