package io.bellwether.coordinator.host;

import io.bellwether.protocol.authority.CoordinatorInput;
import io.bellwether.protocol.state.Image;

/** What the thread of the log has for the loop. */
sealed interface LogNews {

    /** The next thing that happened; the ticket in it is that of the log. */
    record Happened(CoordinatorInput input) implements LogNews {}

    /** All state is another now: this one. */
    record Restored(Image members) implements LogNews {}
}
