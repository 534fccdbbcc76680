package io.bellwether.coordinator.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The image of one part of the state to bytes and back. The names of a record's components are on disk for ever. Safe for
 * use by many threads.
 *
 * @param <T> A record that is the whole part at one entry, in an order that is the same on every replica.
 */
public final class ImageCodec<T> {

    private final JsonMapper mapper = JsonNames.mapper();
    private final Class<T> type;

    public ImageCodec(Class<T> type) {
        this.type = type;
    }

    public byte[] encode(T image) {
        return mapper.writeValueAsBytes(image);
    }

    /**
     * The image of which these are the bytes.
     *
     * @throws UnreadableException if this version does not know all of it
     */
    public T decode(byte[] bytes) {
        try {
            return mapper.readValue(bytes, type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableException(
                    "cannot read %s of %d bytes: %s".formatted(type.getSimpleName(), bytes.length, e.getMessage()), e);
        }
    }

    /** The hash of a part by its image: replicas that have it alike at one entry hold the same. */
    public static long hash(byte[] image) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(image))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
