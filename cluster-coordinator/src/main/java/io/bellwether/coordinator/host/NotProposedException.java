package io.bellwether.coordinator.host;

/** A write that never entered the log: it has changed nothing, and may be tried again. */
public final class NotProposedException extends RuntimeException {

    public NotProposedException(String message) {
        super(message);
    }
}
