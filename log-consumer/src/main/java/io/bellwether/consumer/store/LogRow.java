package io.bellwether.consumer.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code logs}.
 *
 * @param node Process that took the record in.
 * @param epoch Epoch of the cluster in which it did.
 * @param attributes JSON text of an object.
 * @param partition Partition of the topic that the record came from.
 * @param offset Its place there.
 */
public record LogRow(
        UUID id,
        Instant timestamp,
        String level,
        String service,
        @Nullable String instance,
        @Nullable String zone,
        @Nullable String node,
        @Nullable Long epoch,
        @Nullable String traceId,
        String message,
        @Nullable String attributes,
        int partition,
        long offset) {}
