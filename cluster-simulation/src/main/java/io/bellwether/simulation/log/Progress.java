package io.bellwether.simulation.log;

/** What a leader knows of one follower's log. */
final class Progress {

    /** The next entry to send. */
    long next;
    /** Up to here the follower's log equals the leader's. */
    long matched;
    /** When the last message left. */
    long sentNanos;
    /** When the latest message that was answered had left. */
    long answeredNanos;
    /** Whether a batch is under way; the next heartbeat sends it again. */
    boolean busy;

    Progress(long next, long nowNanos) {
        this.next = next;
        this.sentNanos = nowNanos;
        this.answeredNanos = nowNanos;
    }

    void answered(long sent) {
        if (sent - answeredNanos > 0) {
            answeredNanos = sent;
        }
        if (sent == sentNanos) {
            busy = false;
        }
    }

    void fits(long index) {
        matched = Math.max(matched, index);
        next = Math.max(next, matched + 1);
    }

    /** Goes back to where the logs may agree; an old answer cannot take back what has matched. */
    void conflicts(long mayMatch) {
        next = Math.max(matched + 1, Math.min(next, mayMatch + 1));
    }
}
