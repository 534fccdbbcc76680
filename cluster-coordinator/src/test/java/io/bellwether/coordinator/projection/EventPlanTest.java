package io.bellwether.coordinator.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.JournalLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventPlanTest {

    @Test
    void aTopicWithoutEventsIsWrittenFromTheFirstOneOn() {
        assertThat(EventPlan.of(new Tail.Empty(), journal(1, 7))).isEqualTo(new EventPlan.GoOn(0));
        assertThat(EventPlan.of(new Tail.Empty(), journal(1, 0))).isEqualTo(new EventPlan.GoOn(0));
    }

    @Test
    void whatTheJournalHadForgottenBeforeTheTopicWasMadeIsAGap() {
        assertThat(EventPlan.of(new Tail.Empty(), journal(501, 2_500))).isEqualTo(new EventPlan.Gap(500, 1));
    }

    @Test
    void aNewLeaderGoesOnAfterWhatWasWrittenLast() {
        assertThat(EventPlan.of(new Tail.At(41, 410), journal(1, 90, line(41, 410))))
                .isEqualTo(new EventPlan.GoOn(41));
        assertThat(EventPlan.of(new Tail.At(90, 900), journal(1, 90, line(90, 900))))
                .isEqualTo(new EventPlan.GoOn(90));
    }

    @Test
    void theOldestThatIsKeptFollowsWithoutAGapWhereItIsTheNext() {
        assertThat(EventPlan.of(new Tail.At(41, 410), journal(42, 90))).isEqualTo(new EventPlan.GoOn(41));
    }

    @Test
    void whatTheJournalForgotSinceIsAGapOfExactlyThose() {
        var plan = EventPlan.of(new Tail.At(41, 410), journal(45, 90));

        assertThat(plan).isEqualTo(new EventPlan.Gap(44, 42));
        assertThat(((EventPlan.Gap) plan).missed()).isEqualTo(3);
    }

    @Test
    void whereAllHasExpiredEverythingThatIsKeptIsWrittenOnceMore() {
        assertThat(EventPlan.of(new Tail.Expired(), journal(501, 2_500))).isEqualTo(new EventPlan.GoOn(500));
    }

    @Test
    void aTopicThatIsAheadOfTheLogIsThatOfAnotherCluster() {
        assertThat(EventPlan.of(new Tail.At(91, 910), journal(1, 90))).isInstanceOf(EventPlan.Foreign.class);
    }

    @Test
    void anEventThatCameOfAnotherEntryIsThatOfAnotherCluster() {
        assertThat(EventPlan.of(new Tail.At(41, 410), journal(1, 90, line(41, 77))))
                .isInstanceOf(EventPlan.Foreign.class);
    }

    private static Journal.Page journal(long oldest, long newest, JournalLine... lines) {
        return new Journal.Page(List.of(lines), oldest, newest, false);
    }

    private static JournalLine line(long sequence, long index) {
        return new JournalLine(sequence, index, 0, 0, "member.moved", "a", 1, 1, 1, "JOINING", "HEALTHY", "JOINED", "");
    }
}
