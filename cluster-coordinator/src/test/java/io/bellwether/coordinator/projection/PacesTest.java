package io.bellwether.coordinator.projection;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.projection.SampleSchedule.Standing;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When something is tried again, told, sampled or written. */
class PacesTest {

    private static final long START = Long.MAX_VALUE - 5;

    @Test
    void pausesDoubleUpToHalfAMinuteAndAreShortenedByAtMostAFifth() {
        var backoff = new Backoff(new SplittableRandom(7));

        List<Duration> pauses = Stream.generate(backoff::pause).limit(12).toList();

        for (int i = 0; i < pauses.size(); i++) {
            Duration most = ofMillis(Math.min(30_000, 250L << i));
            assertThat(pauses.get(i))
                    .as("pause %d", i)
                    .isBetween(most.multipliedBy(4).dividedBy(5), most);
        }
    }

    @Test
    void afterASuccessPausesBeginAnew() {
        var backoff = new Backoff(new SplittableRandom(7));
        Stream.generate(backoff::pause)
                .limit(9)
                .forEach(pause -> assertThat(pause).isPositive());

        backoff.reset();

        assertThat(backoff.pause()).isLessThanOrEqualTo(Backoff.FIRST);
    }

    @Test
    void theFirstFailureIsToldAndThenOneInFiveMinutesWithHowManyWereLeftOut() {
        var complaints = new Complaints();

        assertThat(complaints.failed(START)).isEqualTo(OptionalLong.of(0));
        assertThat(complaints.failed(START + 1)).isEmpty();
        assertThat(complaints.failed(START + ofSeconds(299).toNanos())).isEmpty();
        assertThat(complaints.failed(START + Complaints.WINDOW.toNanos())).isEqualTo(OptionalLong.of(2));
        complaints.worked();
        assertThat(complaints.failed(START + ofSeconds(301).toNanos())).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void aMemberIsSampledOnceInAnIntervalAndAtOnceInAnotherState() {
        var schedule = new SampleSchedule(ofSeconds(10), ofSeconds(1));
        var a = new Standing("a", 1, "HEALTHY");
        var b = new Standing("b", 2, "HEALTHY");
        var ill = new Standing("b", 2, "DEGRADED");

        assertThat(schedule.due(List.of(a, b), START)).containsExactly(a, b);
        assertThat(schedule.due(List.of(a, b), START + ofSeconds(1).toNanos())).isEmpty();
        assertThat(schedule.due(List.of(a, ill), START + ofSeconds(2).toNanos()))
                .containsExactly(ill);
        // The look comes a little early: it is still this one and not the next.
        assertThat(schedule.due(List.of(a, ill), START + ofMillis(9_990).toNanos()))
                .containsExactly(a);
        assertThat(schedule.due(List.of(a, ill), START + ofMillis(11_990).toNanos()))
                .containsExactly(ill);
    }

    @Test
    void aMemberThatWasGoneIsSampledWhenItIsBack() {
        var schedule = new SampleSchedule(ofSeconds(10), ofSeconds(1));
        var a = new Standing("a", 1, "HEALTHY");
        schedule.due(List.of(a), START);
        schedule.due(List.of(), START + 1);

        assertThat(schedule.due(List.of(a), START + 2)).containsExactly(a);
    }

    @Test
    void theStatusIsWrittenOnceASecondAtMostWhereItChangesAndEveryThreeWhereItDoesNot() {
        var schedule = new StatusSchedule();
        var before = new StatusSchedule.Standing(1, 1, 1, false);
        var after = new StatusSchedule.Standing(1, 2, 2, false);

        assertThat(schedule.isDue(before, START)).isTrue();
        schedule.wrote(before, START);
        assertThat(schedule.isDue(before, START + ofMillis(2_999).toNanos())).isFalse();
        assertThat(schedule.isDue(before, START + ofSeconds(3).toNanos())).isTrue();
        assertThat(schedule.isDue(after, START + ofMillis(999).toNanos())).isFalse();
        assertThat(schedule.isDue(after, START + ofSeconds(1).toNanos())).isTrue();
    }
}
