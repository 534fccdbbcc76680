package io.bellwether.coordinator.storage;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Snapshots to bytes and back. Safe for use by many threads. */
public final class SnapshotCodec {

    private final JsonMapper mapper = JsonNames.mapper();

    public byte[] encode(Snapshot snapshot) {
        return mapper.writeValueAsBytes(snapshot);
    }

    /**
     * The snapshot of which these are the bytes.
     *
     * @throws UnreadableException if this version does not know all of it
     */
    public Snapshot decode(byte[] bytes) {
        try {
            return mapper.readValue(bytes, Snapshot.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableException(
                    "cannot read a snapshot of %d bytes: %s".formatted(bytes.length, e.getMessage()), e);
        }
    }
}
