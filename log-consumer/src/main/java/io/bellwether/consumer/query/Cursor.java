package io.bellwether.consumer.query;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page ended: the next one begins behind this row. Clients pass it back as it is.
 *
 * @param order The order in which the pages are read.
 */
public record Cursor(Order order, Instant timestamp, UUID id) {

    private static final byte VERSION = 1;
    private static final byte ASCENDING = 0;
    private static final byte DESCENDING = 1;
    private static final int BYTES = 2 + 3 * Long.BYTES;

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .put(order == Order.DESC ? DESCENDING : ASCENDING)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, timestamp))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Reads what {@link #encode} has written; empty if it is something else. */
    static Optional<Cursor> decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != VERSION || (bytes[1] != ASCENDING && bytes[1] != DESCENDING)) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        Order order = in.get() == DESCENDING ? Order.DESC : Order.ASC;
        Instant timestamp = Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
        if (timestamp.isBefore(LogQuery.EARLIEST) || timestamp.isAfter(LogQuery.LATEST)) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(order, timestamp, new UUID(in.getLong(), in.getLong())));
    }
}
