package io.bellwether.simulation.peers.phi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhiDetectorTest {

    private static final long MILLI = 1_000_000;

    /** Values that the original's own test states for its approximation, to one digit each. */
    @ParameterizedTest
    @CsvSource({"0, 0, 10, 0.3", "6, 0, 10, 0.6", "10, 0, 10, 0.8", "20, 0, 10, 1.6", "30, 0, 10, 2.9"})
    void phiHasTheValuesOfTheOriginal(double silence, double mean, double deviation, double phi) {
        assertThat(PhiDetector.phi(silence, mean, deviation)).isCloseTo(phi, within(0.1));
    }

    @Test
    void whoWasNeverHeardIsAvailable() {
        assertThat(new PhiDetector(PhiSettings.akka(2)).isAvailable(Long.MAX_VALUE))
                .isTrue();
    }

    @Test
    void oneHeartbeatIsEnoughToMissTheNext() {
        var detector = new PhiDetector(PhiSettings.akka(2));
        detector.heartbeat(0);

        // Mean 1000 + 3000 ms, deviation 250 ms: phi 8 lies 5.4 deviations beyond, by the approximation.
        assertThat(silenceUntilUnavailable(detector, 0)).isBetween(5200L, 5400L);
    }

    @Test
    void onASteadyBeatTheLeastDeviationDecides() {
        var detector = steady(PhiSettings.akka(2), 300);

        // 4000 ms and 5.0 to 5.6 deviations of 100 ms.
        assertThat(silenceUntilUnavailable(detector, 299_000)).isBetween(4450L, 4560L);
    }

    @Test
    void aHigherThresholdWaitsLonger() {
        var six = silenceUntilUnavailable(steady(PhiSettings.akka(2).withThreshold(6), 300), 299_000);
        var eight = silenceUntilUnavailable(steady(PhiSettings.akka(2), 300), 299_000);
        var ten = silenceUntilUnavailable(steady(PhiSettings.akka(2).withThreshold(10), 300), 299_000);

        assertThat(six).isLessThan(eight);
        assertThat(eight).isLessThan(ten);
    }

    @Test
    void anOutageIsNotLearnt() {
        var detector = steady(PhiSettings.akka(2), 300);
        detector.heartbeat(360_000 * MILLI);

        assertThat(silenceUntilUnavailable(detector, 360_000)).isBetween(4450L, 4560L);
    }

    @Test
    void onlyTheLastIntervalsCount() {
        var detector = steady(PhiSettings.akka(2), 10);
        for (int beat = 1; beat <= 250; beat++) {
            detector.heartbeat((9_000 + beat * 2_000L) * MILLI);
        }

        // All 200 samples are 2000 ms now: no deviation, and a mean of 2000 + 3000 ms.
        assertThat(silenceUntilUnavailable(detector, 509_000)).isBetween(5450L, 5560L);
    }

    private static PhiDetector steady(PhiSettings settings, int beats) {
        var detector = new PhiDetector(settings);
        for (int beat = 0; beat < beats; beat++) {
            detector.heartbeat(beat * 1000L * MILLI);
        }
        return detector;
    }

    private static long silenceUntilUnavailable(PhiDetector detector, long lastMillis) {
        var silence = 0L;
        while (detector.isAvailable((lastMillis + silence) * MILLI)) {
            silence++;
        }
        return silence;
    }
}
