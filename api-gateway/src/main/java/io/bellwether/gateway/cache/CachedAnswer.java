package io.bellwether.gateway.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An answer as it is kept: media type, when and before which write it was given, line end, body.
 *
 * @param contentType What the upstream said it is.
 * @param atMillis When it was given, by the wall clock: other gateways tell its age by theirs.
 * @param generation How many times the answers of its group had been given up before.
 * @param body Its bytes.
 */
@SuppressWarnings("ArrayRecordComponent") // A body of up to 256 KiB is handed on, not compared and not copied.
record CachedAnswer(String contentType, long atMillis, long generation, byte[] body) {

    private static final int PARTS = 3;

    byte[] encode() {
        byte[] head = "%d %d %s\n".formatted(atMillis, generation, contentType).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    /** What was written; nothing where that is something else. */
    static Optional<CachedAnswer> decode(byte[] entry) {
        for (int at = 0; at < entry.length; at++) {
            if (entry[at] == '\n') {
                String[] head = new String(entry, 0, at, StandardCharsets.UTF_8).split(" ", PARTS);
                return head.length < PARTS
                        ? Optional.empty()
                        : decode(head, Arrays.copyOfRange(entry, at + 1, entry.length));
            }
        }
        return Optional.empty();
    }

    private static Optional<CachedAnswer> decode(String[] head, byte[] body) {
        try {
            return Optional.of(new CachedAnswer(head[2], Long.parseLong(head[0]), Long.parseLong(head[1]), body));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    int bytes() {
        return body.length + contentType.length();
    }
}
