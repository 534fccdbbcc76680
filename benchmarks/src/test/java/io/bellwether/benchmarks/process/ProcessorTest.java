package io.bellwether.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessorTest {

    private static final double SECOND = 1e9;

    @Test
    void whatIsIdleOrWaitsForADiskIsNotUsedAndGuestsAreNotCountedTwice() {
        assertThat(Processor.used("cpu  100 10 50 9000 800 5 15 20 100 10")).isEqualTo(2 * SECOND);
    }

    @Test
    void othersHaveUsedWhatIsNotOwn() {
        var before = new Processor(10 * SECOND, Map.of(7L, 4 * SECOND, 8L, 90 * SECOND), 0);
        var after = new Processor(25 * SECOND, Map.of(7L, 8 * SECOND, 9L, SECOND), (long) (10 * SECOND));

        assertThat(after.allSince(before)).isEqualTo(1.5);
        assertThat(after.othersSince(before)).isEqualTo(1);
    }

    @Test
    void whatAMachineDoesNotTellIsNoNumber() {
        var unknown = new Processor(Double.NaN, Map.of(), 0);

        assertThat(new Processor(Double.NaN, Map.of(), 1).othersSince(unknown)).isNaN();
    }
}
