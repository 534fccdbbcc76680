package io.bellwether.protocol.detector;

/**
 * How long a beat and its echo take, measured by one's own clock alone: from sending a beat to hearing that it was
 * heard, less the time that the other side says it held it.
 */
final class RoundTrip {

    /** Nothing was echoed yet. */
    static final long UNKNOWN = -1;

    /** Beats whose time of sending is remembered; an older echo is of no use. A power of two. */
    static final int SENT_MAX = 16;

    /** So long, or longer: the field of a beat says no more. */
    static final int HELD_MICROS_MAX = Integer.MAX_VALUE;

    /** A new sample counts for an eighth, as in TCP (RFC 6298): one slow packet moves it little, ten slow ones do. */
    private static final int SMOOTHING = 8;

    private final long[] sentNanos = new long[SENT_MAX];
    private long lastSent;
    private long smoothedNanos = UNKNOWN;

    long send(long nowNanos) {
        lastSent++;
        sentNanos[slot(lastSent)] = nowNanos;
        return lastSent;
    }

    /** Whether a beat with this number can have been heard by anybody. */
    boolean wasSent(long sequence) {
        return sequence > 0 && sequence <= lastSent;
    }

    /** Takes one sample, if the echo is of a beat that is remembered and claims no more time than has passed. */
    void echo(long sequence, long heldMicros, long nowNanos) {
        boolean remembered = wasSent(sequence) && lastSent - sequence < SENT_MAX;
        if (!remembered || heldMicros < 0 || heldMicros >= HELD_MICROS_MAX) {
            return;
        }
        long sampleNanos = nowNanos - sentNanos[slot(sequence)] - heldMicros * 1_000L;
        if (sampleNanos < 0) {
            return;
        }
        smoothedNanos =
                smoothedNanos == UNKNOWN ? sampleNanos : smoothedNanos + (sampleNanos - smoothedNanos) / SMOOTHING;
    }

    long smoothedNanos() {
        return smoothedNanos;
    }

    private static int slot(long sequence) {
        return (int) (sequence % SENT_MAX);
    }
}
