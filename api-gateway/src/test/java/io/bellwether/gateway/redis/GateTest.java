package io.bellwether.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final long SECOND = 1_000_000_000L;

    private final Gate gate = new Gate(2, Duration.ofSeconds(1));

    @Test
    void itStaysOpenUntilThereWereEnoughFailuresInARow() {
        assertThat(gate.failed(at(0))).isFalse();
        gate.succeeded();
        assertThat(gate.failed(at(0))).isFalse();

        assertThat(gate.mayPass(at(0))).isTrue();
    }

    @Test
    void itClosesOnceWhenThereWere() {
        gate.failed(at(0));

        assertThat(gate.failed(at(0))).isTrue();
        assertThat(gate.failed(at(0))).as("told again").isFalse();
        assertThat(gate.mayPass(at(SECOND - 1))).isFalse();
    }

    @Test
    void afterThePauseOnlyOneTries() {
        close();

        assertThat(gate.mayPass(at(SECOND))).isTrue();
        assertThat(gate.mayPass(at(SECOND))).isFalse();
        assertThat(gate.mayPass(at(2 * SECOND))).isTrue();
    }

    @Test
    void oneAnswerOpensItForAll() {
        close();
        gate.mayPass(at(SECOND));

        assertThat(gate.succeeded()).isTrue();
        assertThat(gate.succeeded()).as("told again").isFalse();
        assertThat(gate.mayPass(at(SECOND))).isTrue();
        assertThat(gate.mayPass(at(SECOND))).isTrue();
    }

    /** Counted from shortly before nanoTime wraps. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - SECOND / 2 + nanos;
    }

    private void close() {
        gate.failed(at(0));
        gate.failed(at(0));
    }
}
