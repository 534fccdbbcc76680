package io.bellwether.coordinator.storage;

import io.bellwether.protocol.state.Command;

/**
 * What a log entry is about. Every kind has a name that is on disk for ever (see {@link JsonNames}); configuration and
 * registry will be kinds of their own beside these.
 */
public sealed interface Payload {

    /** A change of members. */
    record Membership(Command command) implements Payload {}

    /** Changes nothing: who sees it committed has seen everything that was committed before it was asked for. */
    record Barrier() implements Payload {}
}
