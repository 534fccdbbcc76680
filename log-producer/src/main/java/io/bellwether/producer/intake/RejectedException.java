package io.bellwether.producer.intake;

/** Ends the checking of one record at the first thing that is wrong with it. */
final class RejectedException extends Exception {

    private final RejectionCode code;

    RejectedException(RejectionCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    Rejection at(int index) {
        return new Rejection(index, code, String.valueOf(getMessage()));
    }
}
