package io.bellwether.protocol.wire;

/**
 * A body that cannot be read. It never leaves the codec and carries no stack, so that a flood of bad datagrams costs
 * little.
 */
final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    private MalformedException(Refusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    /** Bytes that no version writes. */
    static MalformedException malformed() {
        return new MalformedException(Refusal.MALFORMED);
    }

    /** A code that this version does not know, where nothing harmless could be put in its place. */
    static MalformedException unknownCode() {
        return new MalformedException(Refusal.UNKNOWN_CODE);
    }

    Refusal refusal() {
        return refusal;
    }
}
