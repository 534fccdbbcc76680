package io.bellwether.consumer.store;

/** The store refused rows for what is in them; trying again cannot help. */
public final class RowRefusedException extends Exception {

    public RowRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
