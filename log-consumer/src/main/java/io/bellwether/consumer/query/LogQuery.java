package io.bellwether.consumer.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One question; what is null does not matter to the client.
 *
 * @param from Earliest time, included.
 * @param to Latest time, not included.
 * @param text What the message holds somewhere, whatever its case.
 * @param limit Records in the answer at most.
 * @param cursor Where the page before ended.
 */
public record LogQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String level,
        @Nullable String service,
        @Nullable String instance,
        @Nullable String zone,
        @Nullable String text,
        Order order,
        int limit,
        @Nullable Cursor cursor) {

    /** Earliest time that a record can have. */
    static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    /** Latest time that a record can have. */
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
}
