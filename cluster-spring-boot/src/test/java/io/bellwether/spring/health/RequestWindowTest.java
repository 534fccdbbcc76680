package io.bellwether.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RequestWindowTest {

    private final RequestWindow window = new RequestWindow();

    private void requests(int count, long millis, boolean failed) {
        for (int i = 0; i < count; i++) {
            window.begun();
            window.ended(TimeUnit.MILLISECONDS.toNanos(millis), failed);
        }
    }

    @Test
    void fewRequestsSayNothing() {
        requests(RequestWindow.REQUESTS_MIN - 1, 5_000, true);
        assertThat(window.figures().failedPercent()).isNaN();
        assertThat(window.figures().slowestMillis()).isNaN();
        requests(1, 5_000, true);
        assertThat(window.figures().failedPercent()).isEqualTo(100);
    }

    @Test
    void theShareOfFailuresIsThatOfAllRequests() {
        requests(75, 10, false);
        requests(25, 10, true);
        assertThat(window.figures().failedPercent()).isEqualTo(25);
    }

    @Test
    void thePercentileIsAtMostAFifthTooHigh() {
        for (long millis : new long[] {1, 3, 10, 250, 999, 1_000, 9_000, 60_000}) {
            RequestWindow one = new RequestWindow();
            for (int i = 0; i < 100; i++) {
                one.begun();
                one.ended(TimeUnit.MILLISECONDS.toNanos(millis), false);
            }
            assertThat(one.figures().slowestMillis()).as("%d ms", millis).isBetween((double) millis, millis * 1.2);
        }
    }

    @Test
    void oneSlowRequestInAHundredDoesNotCountAndTwoDo() {
        requests(99, 10, false);
        requests(1, 5_000, false);
        assertThat(window.figures().slowestMillis()).isLessThan(13);
        requests(1, 5_000, false);
        assertThat(window.figures().slowestMillis()).isGreaterThan(4_999);
    }

    @Test
    void tenSecondsLaterTheyAreForgotten() {
        requests(50, 10, true);
        for (int second = 0; second < 9; second++) {
            window.moveOn();
            assertThat(window.figures().failedPercent()).isEqualTo(100);
        }
        window.moveOn();
        assertThat(window.figures().failedPercent()).isNaN();
    }

    @Test
    void theAbsurdlySlowAndTheInstantAreCountedToo() {
        requests(50, TimeUnit.DAYS.toMillis(1), false);
        assertThat(window.figures().slowestMillis()).isGreaterThan(60_000);
        RequestWindow instant = new RequestWindow();
        for (int i = 0; i < 50; i++) {
            instant.begun();
            instant.ended(0, false);
        }
        assertThat(instant.figures().slowestMillis()).isEqualTo(1);
    }

    @Test
    void whatHasBegunAndNotEndedIsInFlight() {
        window.begun();
        window.begun();
        window.ended(1, false);
        assertThat(window.inFlight()).isEqualTo(1);
    }
}
