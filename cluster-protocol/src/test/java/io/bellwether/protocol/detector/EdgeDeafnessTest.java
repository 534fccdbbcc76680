package io.bellwether.protocol.detector;

import static io.bellwether.protocol.detector.EdgeVerdict.DEAF;
import static io.bellwether.protocol.detector.EdgeVerdict.GOOD;
import static io.bellwether.protocol.detector.EdgeVerdict.LOSSY;
import static io.bellwether.protocol.detector.EdgeVerdict.NEUTRAL;
import static io.bellwether.protocol.detector.EdgeVerdict.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts of what the other side says about me. */
final class EdgeDeafnessTest {

    private static final long CAP = TimingProfile.DEFAULT.silenceCap().toNanos();

    @Test
    void theSideThatSaysThatIAmSilentIsDeaf() {
        var driver = EdgeDriver.steady();
        assertThat(driver.hearThat(SILENT)).isEqualTo(DEAF);
        assertThat(driver.edge.sinceNanos()).isEqualTo(driver.now);
    }

    @Test
    void itIsGoodAgainWithTheFirstBeatThatSaysOtherwise() {
        var driver = EdgeDriver.steady();
        driver.hearThat(SILENT);
        assertThat(driver.hearThat(SILENT)).isEqualTo(DEAF);
        assertThat(driver.hearThat(GOOD)).isEqualTo(GOOD);
    }

    @Test
    void soIsTheSideThatLosesTooManyOfMyBeats() {
        var driver = EdgeDriver.steady();
        assertThat(driver.hearThat(LOSSY)).isEqualTo(DEAF);
        assertThat(driver.hearThatInDoubt(LOSSY)).isEqualTo(GOOD);
    }

    @Test
    void twoSidesThatLostBeatsForAWhileDoNotHoldEachOtherDown() {
        var here = new Edge(TimingProfile.DEFAULT, 0);
        var there = new Edge(TimingProfile.DEFAULT, 0);
        long beat = TimingProfile.DEFAULT.heartbeat().toNanos();
        int worst = 0;
        for (int i = 1; i <= 80; i++) {
            boolean connected = i < 20 || i >= 50 || i % 3 == 0;
            exchange(here, there, i * beat, connected);
            exchange(there, here, i * beat, connected);
            worst = here.verdict().isBad() || there.verdict().isBad() ? i : worst;
        }
        assertThat(worst).as("the last second in which one was bad").isBetween(49, 62);
    }

    @ParameterizedTest
    @EnumSource(
            value = EdgeVerdict.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SILENT", "LOSSY"})
    void noOtherVerdictAboutMeIsAnAccusation(EdgeVerdict aboutMe) {
        var driver = EdgeDriver.steady();
        assertThat(driver.hearThat(aboutMe)).isEqualTo(GOOD);
        driver.hearThat(SILENT);
        assertThat(driver.hearThat(aboutMe)).isEqualTo(GOOD);
    }

    @Test
    void twoSidesThatLostEachOtherForAWhileDoNotHoldEachOtherDown() {
        var here = new Edge(TimingProfile.DEFAULT, 0);
        var there = new Edge(TimingProfile.DEFAULT, 0);
        long beat = TimingProfile.DEFAULT.heartbeat().toNanos();
        int worst = 0;
        for (int i = 1; i <= 60; i++) {
            long now = i * beat;
            boolean connected = i < 20 || i >= 30;
            exchange(here, there, now, connected);
            exchange(there, here, now, connected);
            worst = here.verdict() == SILENT && there.verdict() == SILENT ? i : worst;
            if (i >= 31) {
                assertThat(here.verdict()).as("second %d", i).isEqualTo(GOOD);
                assertThat(there.verdict()).as("second %d", i).isEqualTo(GOOD);
            }
        }
        assertThat(worst).as("the last second in which both were silent").isEqualTo(29);
    }

    private static void exchange(Edge from, Edge to, long now, boolean connected) {
        from.review(now);
        long sequence = from.nextSequence(now);
        if (connected) {
            to.beat(sequence, from.echoSequence(), from.echoMicros(now), from.verdict(), false, now);
        }
        to.review(now);
    }

    @Test
    void whatASideInDoubtSaysDoesNotCount() {
        var driver = EdgeDriver.steady();
        assertThat(driver.hearThatInDoubt(SILENT)).isEqualTo(GOOD);
        assertThat(driver.hearThat(SILENT)).isEqualTo(DEAF);
    }

    @Test
    void aSideThatFallsIntoDoubtTakesItsAccusationBack() {
        var driver = EdgeDriver.steady();
        assertThat(driver.hearThat(SILENT)).isEqualTo(DEAF);
        assertThat(driver.hearThatInDoubt(SILENT)).isEqualTo(GOOD);
    }

    @Test
    void anAccusationWithinOneCapOfTheStartIsIgnoredAndOneAfterItCounts() {
        var early = new EdgeDriver();
        early.now = CAP - early.beatNanos;
        assertThat(early.hearThat(SILENT)).isEqualTo(GOOD);
        assertThat(early.passMillis(1)).as("it is not kept for later").isEqualTo(GOOD);
        var after = new EdgeDriver();
        after.now = CAP - after.beatNanos + 1;
        assertThat(after.hearThat(SILENT)).isEqualTo(DEAF);
    }

    @Test
    void aLateBeatAccusesNobodyAndAcquitsNobody() {
        var driver = EdgeDriver.steady();
        driver.edge.beat(driver.sequence - 1, 0, 0, SILENT, false, driver.now);
        assertThat(driver.pass(0)).isEqualTo(GOOD);
        driver.hearThat(SILENT);
        driver.edge.beat(driver.sequence - 1, 0, 0, GOOD, false, driver.now);
        assertThat(driver.pass(0)).isEqualTo(DEAF);
    }

    @Test
    void silenceIsToldBeforeDeafness() {
        var driver = EdgeDriver.steady();
        driver.hearThat(SILENT);
        assertThat(driver.passMillis(3_001)).isEqualTo(SILENT);
    }

    @Test
    void reviewTellsAChangeOnceAndSinceIsItsMoment() {
        var driver = EdgeDriver.steady();
        long goodSince = driver.edge.sinceNanos();
        assertThat(goodSince).isEqualTo(driver.beatNanos);
        driver.edge.beat(++driver.sequence, 0, 0, SILENT, false, ++driver.now);
        assertThat(driver.edge.verdict()).as("until the review").isEqualTo(GOOD);
        assertThat(driver.edge.review(driver.now)).isTrue();
        assertThat(driver.edge.review(driver.now)).isFalse();
        assertThat(driver.edge.verdict()).isEqualTo(DEAF);
        assertThat(driver.edge.sinceNanos()).isEqualTo(driver.now);
    }

    @Test
    void onlySilenceLossAndDeafnessAreBad() {
        assertThat(EdgeVerdict.values())
                .filteredOn(EdgeVerdict::isBad)
                .containsExactly(SILENT, LOSSY, DEAF)
                .doesNotContain(NEUTRAL, GOOD);
    }
}
