package io.bellwether.consumer.query;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many records there were when.
 *
 * @param total All of them.
 * @param buckets Bars in the order of time, without a gap, those of no records included.
 */
public record LogHistogram(long total, List<Bucket> buckets) {

    /**
     * One bar.
     *
     * @param from Where it begins, included.
     * @param to Where it ends, not included.
     */
    public record Bucket(Instant from, Instant to, long count) {}

    public LogHistogram {
        buckets = List.copyOf(buckets);
    }

    static LogHistogram of(HistogramQuery query, long[] counts) {
        List<Bucket> buckets = IntStream.range(0, counts.length)
                .mapToObj(bar -> new Bucket(
                        query.startOf(bar),
                        bar == counts.length - 1 ? query.to() : query.startOf(bar + 1),
                        counts[bar]))
                .toList();
        return new LogHistogram(buckets.stream().mapToLong(Bucket::count).sum(), buckets);
    }
}
