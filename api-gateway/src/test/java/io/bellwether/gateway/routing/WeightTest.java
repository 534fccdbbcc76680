package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightTest {

    private static final long SECOND = 1_000_000_000L;

    private final Weight weight = new Weight();

    @Test
    void healthCountsInTens() {
        assertThat(Weight.of(100)).isEqualTo(10);
        assertThat(Weight.of(91)).isEqualTo(10);
        assertThat(Weight.of(90)).isEqualTo(9);
        assertThat(Weight.of(1)).isEqualTo(1);
        assertThat(Weight.of(0)).isEqualTo(1);
    }

    @Test
    void theFirstIsTakenAsItIs() {
        assertThat(weight.follow(4, 0)).isEqualTo(4);
    }

    @Test
    void itMovesByAFifthASecondBothWays() {
        weight.follow(10, 0);

        assertThat(weight.follow(1, SECOND)).isCloseTo(8, within(1e-9));
        assertThat(weight.follow(1, 2 * SECOND)).isCloseTo(6, within(1e-9));
        assertThat(weight.follow(10, 3 * SECOND)).isCloseTo(8, within(1e-9));
    }

    @Test
    void itStopsWhereItWantsToBe() {
        weight.follow(10, 0);

        assertThat(weight.follow(9, 5 * SECOND)).isEqualTo(9);
    }

    @Test
    void howOftenItIsAskedDoesNotMatter() {
        weight.follow(10, 0);
        for (int i = 1; i <= 1_000; i++) {
            weight.follow(1, i * SECOND / 1_000);
        }

        assertThat(weight.follow(1, SECOND)).isCloseTo(8, within(1e-6));
    }
}
