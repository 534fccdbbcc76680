package io.bellwether.benchmarks.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WindowsTest {

    private static final int RATE = 100;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** All answered within 10 ms. */
    private static Sent good(int seconds) {
        var sent = new Sent(RATE, RATE * seconds);
        for (int i = 0; i < sent.count(); i++) {
            sent.answered(i, 10 * MILLI);
        }
        return sent;
    }

    /** So many of the requests of a second take so long. */
    private static void slow(Sent sent, int second, int requests, long millis) {
        for (int i = 0; i < requests; i++) {
            sent.answered(second * RATE + i, millis * MILLI);
        }
    }

    @Test
    void theFirstWindowBeginsWithTheFault() {
        Windows windows = Windows.of(good(10), 4 * SECOND);

        assertThat(windows.first()).isEqualTo(-4);
        assertThat(windows.end()).isEqualTo(6);
        assertThat(windows.at(0).requests()).isEqualTo(RATE);
    }

    @Test
    void aFaultBetweenTwoSecondsLeavesOutWhatIsNoFullSecond() {
        Windows windows = Windows.of(good(10), 4 * SECOND + 300 * MILLI);

        assertThat(windows.first()).isEqualTo(-4);
        assertThat(windows.end()).isEqualTo(5);
        assertThat(windows.at(-4).requests()).isEqualTo(RATE);
        assertThat(windows.at(4).requests()).isEqualTo(RATE);
    }

    @Test
    void oneSlowAnswerInAHundredIsNotThe99thPercentileButTwoAre() {
        Sent sent = good(10);
        slow(sent, 5, 1, 500);
        slow(sent, 6, 2, 500);
        Windows windows = Windows.of(sent, 4 * SECOND);

        assertThat(windows.at(1).p99Millis()).isEqualTo(10);
        assertThat(windows.at(2).p99Millis()).isEqualTo(500);
    }

    @Test
    void whatHasFailedSoonIsNotFast() {
        Sent sent = good(10);
        sent.failed(5 * RATE, MILLI, "503");
        sent.failed(5 * RATE + 1, MILLI, "503");

        assertThat(Windows.of(sent, 4 * SECOND).at(1).p99Millis()).isEqualTo(Windows.FAILED_MILLIS);
        assertThat(Windows.of(sent, 4 * SECOND).at(1).failed()).isEqualTo(2);
    }

    @Test
    void whatIsNormalIsTheMedianOfTheSecondsBeforeWithoutTheFirst() {
        Sent sent = good(10);
        slow(sent, 0, RATE, 900);
        slow(sent, 1, RATE, 900);
        slow(sent, 2, RATE, 900);
        slow(sent, 5, RATE, 20);

        assertThat(Windows.of(sent, 6 * SECOND).normalMillis(3)).isEqualTo(10);
        assertThat(Windows.of(sent, 6 * SECOND).normalMillis(0)).isGreaterThan(10);
    }

    @Test
    void itIsBackWithTheFirstOfFiveGoodSecondsInARow() {
        Sent sent = good(20);
        // Second 4 is that of the fault; a good one between bad ones is chance.
        slow(sent, 4, 5, 2_000);
        slow(sent, 6, 5, 2_000);

        assertThat(Windows.of(sent, 4 * SECOND).backAfterSeconds(10)).isEqualTo(3);
    }

    @Test
    void itWasNeverAwayWhereNothingIsSlow() {
        assertThat(Windows.of(good(20), 4 * SECOND).backAfterSeconds(10)).isZero();
    }

    @Test
    void whatIsGoodUntilTheEndIsBackAlsoBeforeFiveSecondsAreOver() {
        Sent sent = good(10);
        slow(sent, 7, 5, 2_000);

        assertThat(Windows.of(sent, 4 * SECOND).backAfterSeconds(10)).isEqualTo(4);
    }

    @Test
    void itIsNotBackWhereTheLastSecondIsBad() {
        Sent sent = good(8);
        slow(sent, 5, 5, 2_000);
        slow(sent, 7, 5, 2_000);

        assertThat(Windows.of(sent, 4 * SECOND).backAfterSeconds(10)).isNaN();
    }

    @Test
    void badSecondsAreCountedBeforeAndAfter() {
        Sent sent = good(20);
        slow(sent, 2, 5, 2_000);
        slow(sent, 15, 5, 2_000);
        slow(sent, 17, 5, 20);
        Windows windows = Windows.of(sent, 4 * SECOND);

        assertThat(windows.badSeconds(windows.first(), 0, 10)).isEqualTo(1);
        assertThat(windows.badSeconds(0, windows.end(), 10)).isEqualTo(2);
        assertThat(windows.worstMillis()).isEqualTo(2_000);
    }
}
