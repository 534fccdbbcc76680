package io.bellwether.producer.intake;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One log record that is right in every respect.
 *
 * @param id A UUIDv7: the client's, or ours where it gave none.
 * @param timestamp When it happened, in whole microseconds, which is what Postgres keeps.
 * @param attributes A JSON object, or null.
 */
public record LogRecord(
        UUID id,
        Instant timestamp,
        LogLevel level,
        String service,
        @Nullable String instance,
        @Nullable String traceId,
        String message,
        @Nullable JsonNode attributes) {}
