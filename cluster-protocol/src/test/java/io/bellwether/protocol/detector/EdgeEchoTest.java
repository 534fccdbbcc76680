package io.bellwether.protocol.detector;

import static io.bellwether.protocol.detector.EdgeVerdict.GOOD;
import static io.bellwether.protocol.detector.EdgeVerdict.SILENT;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import org.junit.jupiter.api.Test;

/** What numbers and their echoes tell: round trips, and that the other side has begun anew. */
final class EdgeEchoTest {

    private static final long BEAT = TimingProfile.DEFAULT.heartbeat().toNanos();

    private final Edge edge = new Edge(TimingProfile.DEFAULT, 0);
    private long now;

    @Test
    void myBeatsAreNumberedFromOne() {
        assertThat(edge.nextSequence(now)).isEqualTo(1);
        assertThat(edge.nextSequence(now)).isEqualTo(2);
    }

    @Test
    void theEchoIsTheHighestNumberHeardAndItsAge() {
        assertThat(edge.echoSequence()).isZero();
        assertThat(edge.echoMicros(MILLISECONDS.toNanos(5))).isZero();
        hear(7, 0, 0);
        hear(5, 0, 0);
        assertThat(edge.echoSequence()).isEqualTo(7);
        assertThat(edge.echoMicros(now + 1_234_567)).isEqualTo(1_234);
    }

    @Test
    void anEchoOlderThanTheFieldHoldsSaysAsMuchAsItHolds() {
        hear(1, 0, 0);
        assertThat(edge.echoMicros(now + 3_600_000_000_000L)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theRoundTripIsTheTimeSinceSendingLessTheTimeItWasHeld() {
        assertThat(edge.roundTripNanos()).isEqualTo(-1);
        long sent = edge.nextSequence(now);
        now += MILLISECONDS.toNanos(300);
        hear(1, sent, 250_000);
        assertThat(edge.roundTripNanos()).isEqualTo(MILLISECONDS.toNanos(50));
    }

    @Test
    void oneSlowRoundTripMovesTheMeanByAnEighth() {
        hear(1, edge.nextSequence(now), 0);
        assertThat(edge.roundTripNanos()).isZero();
        long sent = edge.nextSequence(now);
        now += MILLISECONDS.toNanos(80);
        hear(2, sent, 0);
        assertThat(edge.roundTripNanos()).isEqualTo(MILLISECONDS.toNanos(10));
    }

    @Test
    void theLastSixteenBeatsCanBeEchoedAndNoOlderOne() {
        for (int i = 0; i < 17; i++) {
            edge.nextSequence(now);
        }
        now += 1_000;
        hear(1, 1, 0);
        assertThat(edge.roundTripNanos()).isEqualTo(-1);
        hear(2, 2, 0);
        assertThat(edge.roundTripNanos()).isEqualTo(1_000);
    }

    @Test
    void anEchoThatCannotBeIsNoSample() {
        edge.nextSequence(now);
        now += 1_000_000;
        hear(1, 2, 0);
        hear(2, 0, 0);
        hear(3, -1, 0);
        hear(4, 1, 1_001);
        hear(5, 1, -1);
        hear(6, 1, Integer.MAX_VALUE);
        hear(7, 1, Long.MAX_VALUE);
        assertThat(edge.roundTripNanos()).isEqualTo(-1);
        hear(8, 1, 1_000);
        assertThat(edge.roundTripNanos()).isZero();
    }

    @Test
    void aLateBeatIsNoSample() {
        long sent = edge.nextSequence(now);
        hear(2, sent, 0);
        now += MILLISECONDS.toNanos(80);
        hear(1, sent, 0);
        hear(2, sent, 0);
        assertThat(edge.roundTripNanos()).isZero();
    }

    @Test
    void aSideThatTookTheEdgeUpAgainIsHeardAsSoonAsItEchoesMe() {
        talk(1_000);
        long lastOfOldLife = now;
        tick();
        hear(1, 0, 0);
        assertThat(edge.lastHeardNanos()).as("no proof yet").isEqualTo(lastOfOldLife);
        long mine = tick();
        hear(2, mine, 0);
        assertThat(edge.lastHeardNanos()).isEqualTo(now);
        assertThat(edge.echoSequence()).isEqualTo(2);
        assertThat(edge.lossRatio()).isZero();
        for (long number = 3; number < 20; number++) {
            mine = tick();
            hear(number, mine, 0);
            edge.review(now);
            assertThat(edge.verdict()).isEqualTo(GOOD);
        }
        assertThat(edge.lossRatio()).isZero();
    }

    @Test
    void anOldBeatOfTheSameLifeIsNeverTakenForANewLife() {
        talk(1_000);
        long heard = edge.lastHeardNanos();
        for (long number = 1; number <= 1_000; number++) {
            now += 1_000_000;
            hear(number, number, 0);
        }
        assertThat(edge.lastHeardNanos()).isEqualTo(heard);
        assertThat(edge.echoSequence()).isEqualTo(1_000);
    }

    @Test
    void anEchoOfWhatIHaveNotSentProvesNothing() {
        talk(100);
        long heard = edge.lastHeardNanos();
        now += 5 * BEAT;
        hear(1, 101, 0);
        hear(1, Long.MAX_VALUE, 0);
        hear(1, -5, 0);
        assertThat(edge.lastHeardNanos()).isEqualTo(heard);
        edge.review(now);
        assertThat(edge.verdict()).isEqualTo(SILENT);
    }

    @Test
    void aNumberBelowOneIsNoBeatWhateverItEchoes() {
        for (long number : new long[] {0, -1, Long.MIN_VALUE}) {
            hear(number, tick(), 0);
            assertThat(edge.everHeard()).isFalse();
        }
        hear(1, 0, 0);
        hear(10, 0, 0);
        hear(Long.MIN_VALUE, tick(), 0);
        assertThat(edge.lossRatio()).isEqualTo(0.8);
        assertThat(edge.echoSequence()).isEqualTo(10);
    }

    @Test
    void anEdgeThatITookUpAgainTrustsNoEchoOfItsFormerLife() {
        tick();
        hear(700, 690, 0);
        hear(1, 1, 0);
        assertThat(edge.echoSequence()).as("they took it up again as well").isEqualTo(1);
    }

    /** Both sides beat and hear each other at once, so many times. */
    private void talk(int beats) {
        for (long number = 1; number <= beats; number++) {
            long mine = tick();
            hear(number, mine, 0);
            edge.review(now);
        }
        assertThat(edge.verdict()).isEqualTo(GOOD);
    }

    /** One interval passes, and I send a beat. */
    private long tick() {
        now += BEAT;
        return edge.nextSequence(now);
    }

    private void hear(long number, long echo, long echoMicros) {
        edge.beat(number, echo, echoMicros, GOOD, false, now);
    }
}
