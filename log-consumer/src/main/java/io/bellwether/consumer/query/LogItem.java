package io.bellwether.consumer.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One stored record as clients see it; fields that it does not have are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogItem(
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
        @JsonRawValue @Nullable String attributes) {

    /** About how many characters it takes in an answer. */
    int size() {
        return message.length() + (attributes == null ? 0 : attributes.length()) + 256;
    }
}
