package io.bellwether.consumer.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks how many records there were when; what is null does not matter to the client.
 *
 * @param from Earliest time, included.
 * @param to Latest time, not included.
 * @param text What the message holds somewhere, whatever its case.
 * @param buckets Into how many bars of the same width the time is cut; the last one may be shorter, and where a bar
 *     would be shorter than a microsecond there are fewer.
 */
public record HistogramQuery(
        Instant from,
        Instant to,
        @Nullable String level,
        @Nullable String service,
        @Nullable String instance,
        @Nullable String zone,
        @Nullable String text,
        int buckets) {

    static final int BUCKETS_DEFAULT = 60;

    /** More bars than a screen has room for. */
    static final int BUCKETS_MAX = 500;

    public HistogramQuery {
        if (!from.isBefore(to) || buckets < 1 || buckets > BUCKETS_MAX) {
            throw new IllegalArgumentException("from must be before to, with 1 to %d buckets, got %s, %s and %d"
                    .formatted(BUCKETS_MAX, from, to, buckets));
        }
    }

    /** Width of a bar: whole microseconds, which is what the database counts in, and never none. */
    long widthMicros() {
        return Math.max(1, Math.ceilDiv(ChronoUnit.MICROS.between(from, to), (long) buckets));
    }

    int bars() {
        return (int) Math.max(1, Math.ceilDiv(ChronoUnit.MICROS.between(from, to), widthMicros()));
    }

    /** The bar that begins at this time or holds it. */
    int barAt(Instant time) {
        return (int) Math.min(bars() - 1L, ChronoUnit.MICROS.between(from, time) / widthMicros());
    }

    Instant startOf(int bar) {
        return from.plus(bar * widthMicros(), ChronoUnit.MICROS);
    }
}
