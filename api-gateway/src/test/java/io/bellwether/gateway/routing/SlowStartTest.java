package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowStartTest {

    private static final long SECOND = 1_000_000_000L;

    private final SlowStart start = new SlowStart(Duration.ofSeconds(30), 0.1);

    @Test
    void whoNeverWasAwayHasItsFullShare() {
        assertThat(start.share(0)).isEqualTo(1);
    }

    @Test
    void itGrowsOverTheWindow() {
        start.begin(0);

        assertThat(start.share(0)).isEqualTo(0.1);
        assertThat(start.share(15 * SECOND)).isCloseTo(0.5, within(1e-9));
        assertThat(start.share(30 * SECOND)).isEqualTo(1);
        assertThat(start.share(31 * SECOND)).isEqualTo(1);
    }

    @Test
    void whoComesBackAgainBeginsAgain() {
        start.begin(0);
        start.begin(20 * SECOND);

        assertThat(start.share(21 * SECOND)).isEqualTo(0.1);
    }

    @Test
    void withoutAWindowThereIsNone() {
        var none = new SlowStart(Duration.ZERO, 0.1);
        none.begin(0);

        assertThat(none.share(0)).isEqualTo(1);
    }
}
