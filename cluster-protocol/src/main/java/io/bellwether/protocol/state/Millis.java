package io.bellwether.protocol.state;

/** Milliseconds for answers. */
final class Millis {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private Millis() {}

    /** Rounded up, so that who waits as long as told does not come too early. */
    static long up(long nanos) {
        return (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
    }
}
