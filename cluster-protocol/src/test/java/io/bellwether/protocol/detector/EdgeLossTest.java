package io.bellwether.protocol.detector;

import static io.bellwether.protocol.detector.EdgeVerdict.GOOD;
import static io.bellwether.protocol.detector.EdgeVerdict.LOSSY;
import static io.bellwether.protocol.detector.EdgeVerdict.SILENT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import org.junit.jupiter.api.Test;

/** When an edge loses too many beats. */
final class EdgeLossTest {

    @Test
    void sevenOfTheLastFifteenMissingAreBorneAndEightAreNot() {
        var driver = EdgeDriver.steady();
        for (int i = 0; i < 7; i++) {
            assertThat(driver.lose(1).hearAfter(driver.beatNanos)).isEqualTo(GOOD);
        }
        assertThat(driver.edge.lossRatio()).isEqualTo(7.0 / 15);
        assertThat(driver.lose(2).hearAfter(driver.beatNanos)).isEqualTo(LOSSY);
        assertThat(driver.edge.lossRatio()).isEqualTo(8.0 / 15);
    }

    @Test
    void theLinkIsGoodAgainWhenEnoughOfTheLastFifteenArrived() {
        var driver = lossy();
        int beats = 0;
        while (driver.hear(1).edge.verdict() == LOSSY) {
            beats++;
        }
        assertThat(driver.edge.verdict()).isEqualTo(GOOD);
        assertThat(beats).isBetween(0, 14);
        assertThat(driver.edge.lossRatio()).isEqualTo(7.0 / 15);
    }

    @Test
    void aBeatThatIsOnlyReorderedFillsItsHole() {
        var driver = lossy();
        assertThat(driver.hearNumber(driver.sequence - 1)).isEqualTo(GOOD);
        assertThat(driver.edge.lossRatio()).isEqualTo(7.0 / 15);
        driver.hearNumber(driver.sequence - 1);
        assertThat(driver.edge.lossRatio()).as("a duplicate counts once").isEqualTo(7.0 / 15);
    }

    @Test
    void anOutageIsNotLoss() {
        var driver = EdgeDriver.steady();
        assertThat(driver.lose(20).hearAfter(driver.beatNanos)).isEqualTo(GOOD);
        assertThat(driver.edge.lossRatio()).isZero();
    }

    @Test
    void anOutageDoesNotForgiveTheLossBeforeIt() {
        var driver = lossy();
        assertThat(driver.lose(20).pass(0)).isEqualTo(SILENT);
        assertThat(driver.hearAfter(0)).isEqualTo(LOSSY);
        assertThat(driver.edge.lossRatio()).isEqualTo(14.0 / 15);
    }

    @Test
    void norTheLossAfterIt() {
        var driver = EdgeDriver.steady();
        assertThat(driver.lose(20).hearAfter(driver.beatNanos)).isEqualTo(GOOD);
        assertThat(driver.lose(2).hearAfter(driver.beatNanos)).isEqualTo(LOSSY);
    }

    @Test
    void aBeatIsMissingWhenItIsLateByHalfAnInterval() {
        var driver = EdgeDriver.steady();
        for (int i = 0; i < 7; i++) {
            driver.lose(1).hear(1);
        }
        long late = driver.now + driver.beatNanos * 3 / 2;
        assertThat(driver.edge.deadlineNanos()).isEqualTo(late + 1);
        assertThat(driver.pass(driver.beatNanos * 3 / 2)).isEqualTo(GOOD);
        assertThat(driver.pass(1)).isEqualTo(LOSSY);
        assertThat(driver.edge.deadlineNanos()).as("next it would be silent").isGreaterThan(late + driver.beatNanos);
        assertThat(driver.hearAfter(0)).as("it was only late").isEqualTo(GOOD);
    }

    @Test
    void aBeatThatFillsItsHoleMovesThatMoment() {
        var driver = EdgeDriver.steady();
        for (int i = 0; i < 7; i++) {
            driver.lose(1).hear(1);
        }
        driver.hearNumber(driver.sequence - 1);
        assertThat(driver.edge.deadlineNanos() - driver.now)
                .as("six of fifteen")
                .isGreaterThan(driver.beatNanos * 5 / 2);
    }

    @Test
    void aSilenceOverTheCapIsLossUntilSoMuchIsMissingThatItIsAnOutage() {
        var loss = EdgeDriver.steady().lose(7);
        assertThat(loss.pass(0)).isEqualTo(SILENT);
        assertThat(loss.hearAfter(loss.beatNanos)).isEqualTo(GOOD);
        assertThat(loss.edge.lossRatio()).isEqualTo(7.0 / 15);
        var outage = EdgeDriver.steady().lose(8);
        assertThat(outage.hearAfter(outage.beatNanos)).isEqualTo(GOOD);
        assertThat(outage.edge.lossRatio()).isZero();
    }

    @Test
    void lossWithFrequentSilencesOverTheCapIsFound() {
        var driver = EdgeDriver.steady();
        for (int i = 0; i < 10; i++) {
            driver.lose(5).hearAfter(driver.beatNanos);
        }
        assertThat(driver.edge.verdict()).isEqualTo(LOSSY);
        assertThat(driver.edge.lossRatio()).isEqualTo(12.0 / 15);
    }

    @Test
    void silenceIsToldBeforeLossAndLossBeforeDeafness() {
        var driver = lossy();
        assertThat(driver.lose(2).hearThat(SILENT)).isEqualTo(LOSSY);
        assertThat(driver.passMillis(4_501)).isEqualTo(SILENT);
    }

    @Test
    void steadyLossIsFoundAlthoughPhiCalmsDown() {
        var driver = EdgeDriver.steady();
        for (int i = 0; i < 100; i++) {
            driver.lose(2).hearAfter(driver.beatNanos);
        }
        assertThat(driver.edge.phi(driver.now + 3 * driver.beatNanos))
                .as("three beats without one are usual by now")
                .isLessThan(2);
        assertThat(driver.edge.verdict()).isEqualTo(LOSSY);
    }

    @Test
    void whereBeatsAreRareLossIsCountedOverTheSameNumberOfBeats() {
        var driver = new EdgeDriver(TimingProfile.WAN).hear(200);
        for (int i = 0; i < 3; i++) {
            driver.lose(2).hearAfter(driver.beatNanos);
            assertThat(driver.edge.verdict()).isEqualTo(GOOD);
        }
        driver.lose(2);
        assertThat(driver.hearAfter(driver.beatNanos)).isEqualTo(LOSSY);
        assertThat(driver.lose(4).hearAfter(0)).as("two minutes are loss too").isEqualTo(LOSSY);
        assertThat(driver.edge.lossRatio()).isEqualTo(10.0 / 15);
    }

    @Test
    void lossAloneIsNotJitter() {
        var driver = EdgeDriver.steady();
        driver.lose(1).hear(1).lose(2).hear(1);
        assertThat(driver.edge.jitterNanos()).isZero();
    }

    @Test
    void jitterIsTheMeanDistanceFromWhatWasDue() {
        var driver = new EdgeDriver();
        for (int i = 0; i < 300; i++) {
            driver.hearAfter(driver.beatNanos + (i % 2 == 0 ? 200_000_000 : -200_000_000));
        }
        assertThat(driver.edge.jitterNanos()).isBetween(199_000_000L, 200_000_000L);
    }

    @Test
    void aFarJumpOfNumbersDistortsNothing() {
        var driver = EdgeDriver.steady();
        driver.now += driver.beatNanos;
        assertThat(driver.hearNumber(Long.MAX_VALUE)).isEqualTo(LOSSY);
        assertThat(driver.edge.jitterNanos()).isLessThan(SECONDS.toNanos(1));
        assertThat(driver.edge.echoSequence()).isEqualTo(Long.MAX_VALUE);
    }

    /** Seven lost one by one, then two at once: just lossy. */
    private static EdgeDriver lossy() {
        var driver = EdgeDriver.steady();
        for (int i = 0; i < 7; i++) {
            driver.lose(1).hear(1);
        }
        driver.lose(2).hear(1);
        assertThat(driver.edge.verdict()).isEqualTo(LOSSY);
        return driver;
    }
}
