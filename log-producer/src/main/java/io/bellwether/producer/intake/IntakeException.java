package io.bellwether.producer.intake;

/** A request that cannot be taken at all, whatever its records are. */
public final class IntakeException extends Exception {

    /** What is wrong with the request as a whole. */
    public enum Reason {
        EMPTY,
        MALFORMED_JSON,
        TOO_MANY_RECORDS
    }

    private final Reason reason;

    IntakeException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
