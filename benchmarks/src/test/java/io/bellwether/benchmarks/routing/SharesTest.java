package io.bellwether.benchmarks.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class SharesTest {

    private static final int RATE = 300;
    private static final long SECOND = 1_000_000_000L;
    private static final Offset<Double> CLOSE = Offset.offset(0.01);

    /** So many arrivals in each second from -10 on. */
    private static Shares shares(int... arrivals) {
        List<Long> all = new ArrayList<>();
        for (int second = 0; second < arrivals.length; second++) {
            for (int i = 0; i < arrivals[second]; i++) {
                all.add((second - 10) * SECOND + i * SECOND / arrivals[second]);
            }
        }
        long[] times = all.reversed().stream().mapToLong(Long::longValue).toArray();
        return new Shares(times, RATE, arrivals.length - 10);
    }

    private static Shares downAndUp() {
        return shares(
                100, 100, 100, 100, 100, 100, 100, 100, 100, 100, // before
                100, 60, 20, 10, 10, 10, 10, // slow
                20, 40, 50, 80, 100, 100, 100); // over
    }

    @Test
    void aShareIsOfAllThatWereSentInThatTime() {
        assertThat(downAndUp().between(-10, 0)).isCloseTo(1 / 3.0, CLOSE);
        assertThat(downAndUp().between(3, 7)).isCloseTo(1 / 30.0, CLOSE);
        assertThat(downAndUp().between(0, 0)).isNaN();
    }

    @Test
    void aShareIsReachedWhenThreeSecondsTogetherHaveIt() {
        // 80, 100 and 100 are the first three seconds with four fifths of a third: they end 7 s after the seventh.
        assertThat(downAndUp().reaches(0.8 / 3, 7)).isEqualTo(6);
    }

    @Test
    void aShareThatIsNeverReachedIsNoNumber() {
        assertThat(downAndUp().reaches(0.5, 7)).isNaN();
    }
}
