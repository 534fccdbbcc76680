package io.bellwether.coordinator.storage;

import io.bellwether.protocol.state.Image;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The whole replicated state at one entry.
 *
 * @param format The version of this form; a reader refuses one it does not know.
 * @param members The membership.
 * @param parts What else is replicated, by name; each part reads its own.
 */
public record Snapshot(int format, Image members, List<Part> parts) {

    /** The only version so far. */
    public static final int FORMAT = 1;

    /** One further part of the state. */
    public record Part(String name, JsonNode content) {}

    public Snapshot {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "format of a snapshot must be %d, got %d: a newer coordinator wrote it".formatted(FORMAT, format));
        }
        parts = List.copyOf(parts);
    }

    /** A snapshot of the present version. */
    public static Snapshot of(Image members, List<Part> parts) {
        return new Snapshot(FORMAT, members, parts);
    }
}
