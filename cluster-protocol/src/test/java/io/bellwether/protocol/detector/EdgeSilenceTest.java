package io.bellwether.protocol.detector;

import static io.bellwether.protocol.Seeds.forAll;
import static io.bellwether.protocol.detector.EdgeVerdict.GOOD;
import static io.bellwether.protocol.detector.EdgeVerdict.NEUTRAL;
import static io.bellwether.protocol.detector.EdgeVerdict.SILENT;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bellwether.protocol.timing.TimingProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When an edge is silent, and when it is not yet. */
final class EdgeSilenceTest {

    private static final long FLOOR = TimingProfile.DEFAULT.silenceFloor().toNanos();
    private static final long CAP = TimingProfile.DEFAULT.silenceCap().toNanos();

    /** At the largest size of a random case gaps vary by nearly a whole beat. */
    private static final int SIZE_OF_WHOLE_BEAT = 110;

    static final List<TimingProfile> PROFILES =
            List.of(TimingProfile.FAST, TimingProfile.DEFAULT, TimingProfile.STEADY, TimingProfile.WAN);

    @Test
    void anEdgeThatNeverHeardIsNeutralForOneCapAndThenSilent() {
        var driver = new EdgeDriver();
        assertThat(driver.pass(CAP)).isEqualTo(NEUTRAL);
        assertThat(driver.edge.everHeard()).isFalse();
        assertThat(driver.pass(1)).isEqualTo(SILENT);
    }

    @Test
    void anEdgeThatNeverHeardBecomesGoodWithItsFirstBeatHoweverLate() {
        var driver = new EdgeDriver();
        assertThat(driver.passMillis(60_000)).isEqualTo(SILENT);
        assertThat(driver.hearAfter(0)).isEqualTo(GOOD);
        assertThat(driver.edge.everHeard()).isTrue();
    }

    @Test
    void aPeerThatSpokeOnceAndWentSilentIsSilentAfterTheFloor() {
        var driver = new EdgeDriver().hear(1);
        assertThat(driver.pass(FLOOR)).isEqualTo(GOOD);
        assertThat(driver.pass(1)).isEqualTo(SILENT);
    }

    @Test
    void aFreshEdgeIsAsQuickAsAnOldOneExceptWhereTheFloorIsTwoBeats() {
        for (var profile : PROFILES) {
            var fresh = new EdgeDriver(profile).hear(1);
            var old = new EdgeDriver(profile).hear(ArrivalWindow.GAPS_MAX + 1);
            long freshAfter = fresh.edge.deadlineNanos() - fresh.now;
            long oldAfter = old.edge.deadlineNanos() - old.now;
            assertThat(oldAfter).isEqualTo(profile.silenceFloor().toNanos() + 1);
            if (profile.equals(TimingProfile.WAN)) {
                assertThat(freshAfter)
                        .isBetween(oldAfter + 1, profile.silenceCap().toNanos());
            } else {
                assertThat(freshAfter).isEqualTo(oldAfter);
            }
        }
    }

    @Test
    void aMetronomePassesTheThresholdOnlyOnceItsBeatIsOverdue() {
        var driver = EdgeDriver.steady();
        long overdue = driver.beatNanos * 3 / 2 + 1;
        assertThat(driver.edge.overdue(driver.now + overdue)).isTrue();
        assertThat(driver.edge.phi(driver.now + overdue)).isBetween(6.0, 8.0);
    }

    @Test
    void onASteadyLinkTheFloorBinds() {
        var driver = EdgeDriver.steady();
        assertThat(driver.edge.phi(driver.now + FLOOR)).isGreaterThan(80);
        assertThat(driver.pass(FLOOR)).isEqualTo(GOOD);
        assertThat(driver.pass(1)).isEqualTo(SILENT);
    }

    @Test
    void onAJitteryLinkTheThresholdBindsAndMovesWithItsValue() {
        long last = FLOOR;
        for (double threshold : new double[] {6, 8, 10}) {
            var driver = jittery(withThreshold(threshold), 500);
            long silentAfter = driver.edge.deadlineNanos() - driver.now;
            assertThat(silentAfter).as("threshold %s", threshold).isBetween(last + 100_000_000, CAP);
            assertThat(driver.edge.phi(driver.now + silentAfter - 1)).isLessThanOrEqualTo(threshold);
            assertThat(driver.edge.phi(driver.now + silentAfter + 10)).isGreaterThan(threshold);
            assertThat(driver.pass(silentAfter - 1)).isEqualTo(GOOD);
            assertThat(driver.pass(1)).isEqualTo(SILENT);
            last = silentAfter;
        }
    }

    @Test
    void onAWildLinkTheCapBindsWhateverPhiSays() {
        var driver = jittery(TimingProfile.DEFAULT, 1_000);
        assertThat(driver.edge.phi(driver.now + CAP)).isLessThan(8);
        assertThat(driver.pass(CAP)).isEqualTo(GOOD);
        assertThat(driver.pass(1)).isEqualTo(SILENT);
    }

    @ParameterizedTest
    @FieldSource("PROFILES")
    void theDeadlineIsTheFirstMomentAtWhichSilenceChangesTheVerdict(TimingProfile profile) {
        forAll(50, (random, size) -> {
            var driver = new EdgeDriver(profile, random.nextLong());
            assertDeadlineExact(driver, NEUTRAL);
            for (int i = 0; i < size; i++) {
                long spread = driver.beatNanos * size / SIZE_OF_WHOLE_BEAT;
                driver.hearAfter(driver.beatNanos + random.nextLong(-spread, spread + 1));
            }
            assertThat(driver.edge.verdict()).isEqualTo(GOOD);
            assertDeadlineExact(driver, GOOD);
        });
    }

    private static void assertDeadlineExact(EdgeDriver driver, EdgeVerdict before) {
        driver.now = driver.edge.deadlineNanos() - 1;
        assertThat(driver.edge.review(driver.now)).isFalse();
        assertThat(driver.edge.verdict()).isEqualTo(before);
        assertThat(driver.pass(1)).isEqualTo(SILENT);
        assertThat(driver.edge.sinceNanos()).isEqualTo(driver.now);
        assertThat(driver.edge.deadlineNanos() - driver.now)
                .as("nothing left to wait for")
                .isGreaterThan(1L << 61);
    }

    @Test
    void theVerdictIsTheRuleOfFloorPhiAndCapAtEveryMoment() {
        forAll(100, (random, size) -> {
            var profile = withThreshold(random.nextDouble(2, 14));
            var driver = jittery(profile, 10L * size);
            for (long silence = 0; silence < 2 * CAP; silence += 20_000_000) {
                double phi = driver.edge.phi(driver.now);
                boolean silent = silence > CAP || (silence > FLOOR && phi > profile.phiThreshold());
                assertThat(driver.pass(0)).as("after %d, phi %s", silence, phi).isEqualTo(silent ? SILENT : GOOD);
                driver.now += 20_000_000;
            }
        });
    }

    @Test
    void phiIsFiniteAndRisesAllThroughASilence() {
        var metronome = EdgeDriver.steady();
        var wild = jittery(TimingProfile.DEFAULT, 1_000);
        for (var driver : List.of(metronome, wild)) {
            double last = -1;
            for (long silence = 0; silence < 1L << 60; silence = silence * 5 / 4 + 1_000_000) {
                double phi = driver.edge.phi(driver.now + silence);
                assertThat(phi).as("after %d ns", silence).isFinite().isGreaterThan(last);
                last = phi;
            }
        }
    }

    @Test
    void phiIsLowRightAfterABeatAndAboutAThirdWhenTheNextIsDue() {
        var driver = EdgeDriver.steady();
        assertThat(driver.edge.phi(driver.now)).isLessThan(1e-9);
        assertThat(driver.edge.phi(driver.now + driver.beatNanos)).isBetween(0.3010, 0.3011);
    }

    @Test
    void anOutageTeachesNoPatience() {
        var driver = EdgeDriver.steady();
        for (int outage = 0; outage < 50; outage++) {
            assertThat(driver.passMillis(60_000)).isEqualTo(SILENT);
            assertThat(driver.hearAfter(0)).isEqualTo(GOOD);
            driver.hear(3);
        }
        assertThat(driver.edge.deadlineNanos() - driver.now).isEqualTo(FLOOR + 1);
        assertThat(driver.edge.jitterNanos()).isZero();
    }

    @Test
    void aBeatThatIsLateOrADuplicateNeitherExtendsLifeNorTeaches() {
        var driver = EdgeDriver.steady();
        var untouched = EdgeDriver.steady();
        for (long number : new long[] {driver.sequence, driver.sequence - 1, 1, 0, -7}) {
            driver.passMillis(500);
            driver.hearNumber(number);
        }
        assertThat(driver.edge.lastHeardNanos()).isEqualTo(untouched.edge.lastHeardNanos());
        assertThat(driver.edge.deadlineNanos()).isEqualTo(untouched.edge.deadlineNanos());
        assertThat(driver.edge.phi(driver.now)).isEqualTo(untouched.edge.phi(driver.now));
        assertThat(driver.passMillis(501)).isEqualTo(SILENT);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1_500_000_000L, -1, 0, Long.MIN_VALUE})
    void timeMayWrap(long start) {
        var driver = new EdgeDriver(TimingProfile.DEFAULT, start);
        assertThat(driver.hear(5).edge.verdict()).isEqualTo(GOOD);
        assertThat(driver.edge.deadlineNanos() - driver.now).isEqualTo(FLOOR + 1);
        assertThat(driver.pass(FLOOR)).isEqualTo(GOOD);
        assertThat(driver.pass(1)).isEqualTo(SILENT);
        assertThat(driver.hearAfter(0)).isEqualTo(GOOD);
    }

    @Test
    void timeThatGoesBackwardsIsABrokenCaller() {
        var driver = new EdgeDriver().hear(2);
        long before = driver.now - 1;
        assertThatIllegalStateException()
                .isThrownBy(() -> driver.edge.review(before))
                .withMessage("time went backwards by 1 ns");
        assertThatIllegalStateException().isThrownBy(() -> driver.edge.nextSequence(before));
        assertThatIllegalStateException().isThrownBy(() -> driver.edge.beat(9, 0, 0, GOOD, false, before));
        assertThatIllegalStateException().isThrownBy(() -> driver.edge.phi(before));
        assertThatIllegalStateException().isThrownBy(() -> driver.edge.echoMicros(before));
        assertThat(driver.pass(0)).as("the same moment again").isEqualTo(GOOD);
    }

    @ParameterizedTest
    @FieldSource("PROFILES")
    void everyProfileStandsItsOwnBeatAndOneLostOneAndFindsADeath(TimingProfile profile) {
        var driver = new EdgeDriver(profile);
        driver.hear(50);
        assertThat(driver.lose(1).hearAfter(driver.beatNanos * 9 / 10)).isEqualTo(GOOD);
        driver.hear(50);
        assertThat(driver.pass(profile.silenceCap().toNanos() + 1)).isEqualTo(SILENT);
    }

    @Test
    void aBeatIsOverdueWhenHalfAnIntervalLate() {
        var driver = new EdgeDriver();
        assertThat(driver.edge.overdue(driver.now + 10 * driver.beatNanos))
                .as("none came yet")
                .isFalse();
        driver.hear(1);
        assertThat(driver.edge.overdue(driver.now + MILLISECONDS.toNanos(1_500)))
                .isFalse();
        assertThat(driver.edge.overdue(driver.now + MILLISECONDS.toNanos(1_500) + 1))
                .isTrue();
    }

    private static TimingProfile withThreshold(double threshold) {
        var d = TimingProfile.DEFAULT;
        return new TimingProfile(
                d.heartbeat(),
                d.silenceFloor(),
                d.silenceCap(),
                threshold,
                d.failureTimeout(),
                d.electionMin(),
                d.electionMax(),
                d.raftHeartbeat(),
                d.gossipInterval(),
                d.gossipFanout(),
                d.stabilization());
    }

    /** Beats that come in turn early and late by so much, for longer than the window remembers. */
    private static EdgeDriver jittery(TimingProfile profile, long jitterMillis) {
        var driver = new EdgeDriver(profile);
        long jitter = MILLISECONDS.toNanos(jitterMillis);
        for (int i = 0; i < ArrivalWindow.GAPS_MAX; i++) {
            driver.hearAfter(driver.beatNanos + (i % 2 == 0 ? jitter : -jitter));
        }
        return driver;
    }
}
