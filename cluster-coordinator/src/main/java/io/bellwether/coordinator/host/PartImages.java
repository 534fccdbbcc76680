package io.bellwether.coordinator.host;

import io.bellwether.coordinator.storage.Snapshot;
import io.bellwether.coordinator.storage.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Images of parts as they are in a snapshot: Base64 in pieces, because a reader of JSON bounds the length of a text. */
final class PartImages {

    static final int PIECE_BYTES = 384 * 1024;

    private PartImages() {}

    static Snapshot.Part pack(String name, byte[] image) {
        ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
        for (int from = 0; from < image.length; from += PIECE_BYTES) {
            byte[] piece = Arrays.copyOfRange(image, from, Math.min(image.length, from + PIECE_BYTES));
            pieces.add(Base64.getEncoder().encodeToString(piece));
        }
        return new Snapshot.Part(name, pieces);
    }

    /** The image of this name, or null if there is none. */
    static byte @Nullable [] find(List<Snapshot.Part> parts, String name) {
        for (Snapshot.Part part : parts) {
            if (part.name().equals(name)) {
                return unpack(part);
            }
        }
        return null;
    }

    private static byte[] unpack(Snapshot.Part part) {
        var image = new ByteArrayOutputStream();
        if (!part.content().isArray()) {
            throw new UnreadableException("the part %s of a snapshot is no list of texts".formatted(part.name()));
        }
        for (JsonNode piece : part.content()) {
            try {
                image.writeBytes(Base64.getDecoder().decode(piece.asString("")));
            } catch (IllegalArgumentException e) {
                throw new UnreadableException("the part %s of a snapshot is no Base64".formatted(part.name()), e);
            }
        }
        return image.toByteArray();
    }
}
