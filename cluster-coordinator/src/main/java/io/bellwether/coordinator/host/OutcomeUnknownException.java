package io.bellwether.coordinator.host;

/** A write that entered the log and was not seen to commit: it may still do so. */
public final class OutcomeUnknownException extends RuntimeException {

    public OutcomeUnknownException(String message) {
        super(message);
    }
}
