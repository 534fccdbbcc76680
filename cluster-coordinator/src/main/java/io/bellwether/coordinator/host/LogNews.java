package io.bellwether.coordinator.host;

import io.bellwether.protocol.authority.CoordinatorInput;
import io.bellwether.protocol.state.Image;

/** What the thread of the log has for the loop. */
sealed interface LogNews {

    /**
     * The next entry; its ticket is that of the log.
     *
     * @param hash Of the members after it, as the thread of the log has them.
     */
    record Applied(CoordinatorInput.Committed entry, long hash) implements LogNews {}

    /** What else happened; the ticket in it is that of the log. */
    record Happened(CoordinatorInput input) implements LogNews {}

    /** All state is another now: this one. */
    record Restored(Image members) implements LogNews {}
}
