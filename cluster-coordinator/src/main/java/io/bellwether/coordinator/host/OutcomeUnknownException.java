package io.bellwether.coordinator.host;

/** It was proposed and nobody knows what became of it: it may be committed already, or later, or never. */
public final class OutcomeUnknownException extends RuntimeException {

    public OutcomeUnknownException(String message) {
        super(message);
    }
}
