package io.bellwether.coordinator.storage;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Log entries to bytes and back. Safe for use by many threads. */
public final class LogRecordCodec {

    /**
     * The most bytes of one entry. Ratis appends at most 512 KB at once (see RatisProperties) and needs a part of it for
     * itself.
     */
    public static final int BYTES_MAX = 480 * 1024;

    private static final int SHOWN_MAX = 200;

    private final JsonMapper mapper = JsonNames.mapper();

    /** The bytes of an entry. */
    public byte[] encode(LogRecord entry) {
        byte[] bytes = mapper.writeValueAsBytes(entry);
        if (bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a log entry has at most %d bytes, got %d".formatted(BYTES_MAX, bytes.length));
        }
        return bytes;
    }

    /**
     * The entry of which these are the bytes.
     *
     * @throws UnreadableException if this version does not know all of it
     */
    public LogRecord decode(byte[] bytes) {
        try {
            return mapper.readValue(bytes, LogRecord.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableException(
                    "cannot read a log entry, of which no replica may skip one: %s; it begins with %s"
                            .formatted(e.getMessage(), shown(bytes)),
                    e);
        }
    }

    private static String shown(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, SHOWN_MAX), StandardCharsets.UTF_8);
    }
}
