package io.bellwether.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramQueryTest {

    private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");

    @Test
    void barsCoverTheRangeWithoutAGapAndTheLastOneEndsWithIt() {
        HistogramQuery query = over(10_000, 3);

        LogHistogram histogram = LogHistogram.of(query, new long[] {1, 0, 2});

        assertThat(histogram.total()).isEqualTo(3);
        assertThat(histogram.buckets().getFirst().from()).isEqualTo(START);
        assertThat(histogram.buckets().getLast().to()).isEqualTo(START.plusSeconds(10));
        List<LogHistogram.Bucket> buckets = histogram.buckets();
        for (int i = 1; i < buckets.size(); i++) {
            assertThat(buckets.get(i).from()).isEqualTo(buckets.get(i - 1).to());
        }
    }

    @Test
    void everyMomentOfTheRangeHasItsBar() {
        HistogramQuery query = over(10_000, 3);

        assertThat(query.barAt(START)).isZero();
        assertThat(query.barAt(START.plusMillis(3_333))).isZero();
        assertThat(query.barAt(START.plusMillis(3_334))).isEqualTo(1);
        assertThat(query.barAt(START.plusMillis(9_999))).isEqualTo(2);
    }

    @Test
    void aRangeOfFewerMicrosecondsThanBarsHasFewerBars() {
        HistogramQuery query = new HistogramQuery(START, START.plusNanos(3_000), null, null, null, null, null, 60);

        assertThat(query.bars()).isEqualTo(3);
        assertThat(new HistogramQuery(START, START.plusNanos(1), null, null, null, null, null, 60).bars())
                .isEqualTo(1);
    }

    private static HistogramQuery over(long millis, int buckets) {
        return new HistogramQuery(START, START.plusMillis(millis), null, null, null, null, null, buckets);
    }
}
