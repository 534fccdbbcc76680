package io.bellwether.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final long SECOND = 1_000_000_000L;

    private final Traffic traffic = new Traffic();

    @Test
    void oneSampleTellsNothing() {
        traffic.sample(1000, 10, 0);

        assertThat(traffic.rate()).isEqualTo(new Traffic.Rate(0, 0, 0));
    }

    @Test
    void whatWasBeforeTheWindowDoesNotCount() {
        traffic.sample(0, 0, 0);
        for (int second = 1; second <= 30; second++) {
            // Twenty busy seconds in which all fails, then a calm time in which one of a hundred does.
            long calm = Math.max(0, second - 20);
            traffic.sample(
                    10_000L * Math.min(second, 20) + 100 * calm,
                    10_000L * Math.min(second, 20) + calm,
                    second * SECOND);
        }

        assertThat(traffic.rate()).isEqualTo(new Traffic.Rate(100, 0.01, Traffic.WINDOW_SECONDS));
    }

    @Test
    void withoutRequestsNoneHasFailed() {
        traffic.sample(50, 5, 0);
        traffic.sample(50, 5, SECOND);

        assertThat(traffic.rate()).isEqualTo(new Traffic.Rate(0, 0, 1));
    }
}
