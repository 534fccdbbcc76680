package io.bellwether.consumer.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code health_samples}: how a member was at one moment.
 *
 * @param at By the wall clock of the leader that took the sample.
 * @param score Null if the member had told none.
 * @param terms JSON text of an object: points of each dimension of the score.
 */
public record SampleRow(
        Instant at,
        String node,
        long incarnation,
        String state,
        @Nullable Short score,
        double phi,
        @Nullable String terms) {}
