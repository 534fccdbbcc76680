package io.bellwether.faults.scenarios;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.faults.harness.Profile;
import org.junit.jupiter.api.Test;

/** The bounds are those that were promised, and docs/faults.md names the same. */
final class BoundsTest {

    @Test
    void inTheDefaultProfileTheyAreTheNumbersOfThePromise() {
        var bounds = Bounds.of(Profile.DEFAULT);
        assertThat(bounds.suspected()).isEqualTo(ofSeconds(4));
        assertThat(bounds.unreachableMedian()).isEqualTo(ofSeconds(4));
        assertThat(bounds.unreachableWorst()).isEqualTo(ofSeconds(6));
        assertThat(bounds.removedEarliest()).isEqualTo(ofMillis(14_900));
        assertThat(bounds.removedLatest()).isEqualTo(ofSeconds(25));
        assertThat(bounds.failover()).isEqualTo(ofSeconds(5));
        assertThat(bounds.refusing()).isEqualTo(ofSeconds(2));
        assertThat(bounds.steppedDown()).isEqualTo(ofSeconds(4));
        assertThat(bounds.back()).isEqualTo(ofMillis(6_500));
        assertThat(bounds.stops())
                .isEqualTo(
                        new Bounds.Stops(ofSeconds(2), ofSeconds(10), ofSeconds(30), 20, ofSeconds(6), ofSeconds(4)));
    }

    @Test
    void inTheFastProfileTheyGoWithItsTimes() {
        var bounds = Bounds.of(Profile.FAST);
        assertThat(bounds.suspected()).isEqualTo(ofMillis(1_600));
        assertThat(bounds.unreachableWorst()).isEqualTo(ofMillis(2_500));
        assertThat(bounds.removedEarliest()).isEqualTo(ofMillis(3_900));
        assertThat(bounds.removedLatest()).isEqualTo(ofSeconds(6));
        assertThat(bounds.failover()).isEqualTo(ofMillis(2_200));
        assertThat(bounds.refusing()).isEqualTo(ofMillis(600));
        assertThat(bounds.back()).isEqualTo(ofMillis(2_500));
        assertThat(bounds.stops())
                .isEqualTo(new Bounds.Stops(
                        ofMillis(400), ofMillis(2_500), ofSeconds(8), 10, ofMillis(1_200), ofMillis(800)));
    }

    @Test
    void aStopIsOnTheSideOfEachLimitThatItsNameSays() {
        for (var profile : Profile.values()) {
            var stops = Bounds.of(profile).stops();
            var timing = profile.timing();
            assertThat(stops.unnoticed()).as("%s", profile).isLessThan(timing.silenceFloor());
            assertThat(stops.suspected())
                    .as("%s", profile)
                    .isGreaterThan(timing.silenceCap())
                    .isLessThan(timing.failureTimeout());
            assertThat(stops.removed())
                    .as("%s", profile)
                    .isGreaterThan(Bounds.of(profile).removedLatest());
        }
    }
}
