package io.bellwether.faults.harness;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One line of a process's structured log.
 *
 * @param time When the process wrote it, by the wall clock that all processes here share.
 */
public record LogLine(Instant time, JsonNode fields) {

    /** A field's text, empty where the line has none of that name. */
    public String text(String field) {
        return fields.path(field).asString("");
    }

    public boolean isAction(String action) {
        return text("action").equals(action);
    }
}
