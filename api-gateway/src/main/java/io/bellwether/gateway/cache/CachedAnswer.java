package io.bellwether.gateway.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An answer as Redis keeps it: media type, line end, body.
 *
 * @param contentType What the upstream said it is.
 * @param body Its bytes.
 */
@SuppressWarnings("ArrayRecordComponent") // A body of up to 256 KiB is handed on, not compared and not copied.
record CachedAnswer(String contentType, byte[] body) {

    byte[] encode() {
        byte[] head = (contentType + '\n').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    static Optional<CachedAnswer> decode(byte[] entry) {
        for (int at = 0; at < entry.length; at++) {
            if (entry[at] == '\n') {
                String contentType = new String(entry, 0, at, StandardCharsets.UTF_8);
                return Optional.of(new CachedAnswer(contentType, Arrays.copyOfRange(entry, at + 1, entry.length)));
            }
        }
        return Optional.empty();
    }
}
