package io.bellwether.faults.harness;

/** What was waited for did not come; the message says what, how long, and how it stood in the end. */
public final class NotInTimeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotInTimeException(String message) {
        super(message);
    }
}
