package io.bellwether.coordinator.projection;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads back which event a record of the topic is. */
final class WrittenEvent {

    private WrittenEvent() {}

    /** Its place in the journal, null if somebody else wrote that record. */
    static Tail.@Nullable At parse(JsonMapper json, String value) {
        try {
            JsonNode event = json.readTree(value);
            long sequence = event.path("sequence").asLong(0);
            return sequence > 0 ? new Tail.At(sequence, event.path("index").asLong(0)) : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
