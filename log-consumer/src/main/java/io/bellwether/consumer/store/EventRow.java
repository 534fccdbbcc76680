package io.bellwether.consumer.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code cluster_events}: an event of the cluster, as docs/events.md has it.
 *
 * @param sequence Its number, which names it.
 * @param at By the wall clock of the leader that proposed it.
 * @param logIndex The entry of the agreed log that caused it.
 */
public record EventRow(
        long sequence,
        Instant at,
        long clusterMillis,
        String type,
        @Nullable String subject,
        @Nullable String from,
        @Nullable String to,
        @Nullable String cause,
        @Nullable String evidence,
        @Nullable Long epoch,
        @Nullable Long version,
        @Nullable Long incarnation,
        long logIndex) {}
