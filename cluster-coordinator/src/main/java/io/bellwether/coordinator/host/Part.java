package io.bellwether.coordinator.host;

import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the replicated state beside the members: deterministic, touched by the log's thread only, readable by all
 * through what it publishes.
 */
public interface Part {

    /** Under which its image is in the snapshot. */
    String name();

    boolean takes(Payload payload);

    /** Applies the next entry that it takes; returns the answer for whoever proposed it. */
    Object apply(long index, LogRecord entry);

    byte[] image();

    /** Replaces all it holds; null is empty. */
    void restore(byte @Nullable [] image);
}
