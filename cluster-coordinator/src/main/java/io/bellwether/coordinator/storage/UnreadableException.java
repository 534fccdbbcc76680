package io.bellwether.coordinator.storage;

/**
 * Bytes that this version of the program cannot read. For a log entry it ends the process: a replica that skipped one
 * would hold another state than its peers, and nobody would know.
 */
public final class UnreadableException extends RuntimeException {

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
