package io.bellwether.protocol.node;

/**
 * Whether this node has reason to doubt what it sees: its own loop ran late, or the last of its edges fell silent, so the
 * fault may be its own. Doubt marks its reports and beats so that they accuse nobody, for three beats. It can start again
 * only after an edge was good: a node that is really cut off stops doubting and says what it sees.
 */
final class Doubt {

    /** With fewer edges, all of them silent says little about me. */
    static final int EDGES_MIN = 4;

    private final long durationNanos;
    private long untilNanos;
    private boolean doubting;
    private boolean armed = true;
    private boolean allSilentBefore;

    Doubt(long beatNanos) {
        this.durationNanos = 3 * beatNanos;
    }

    /** The loop was called much later than it asked for. */
    void loopWasLate(long nowNanos) {
        start(nowNanos);
    }

    /** What the edges look like that count, those to members that are not UNREACHABLE. */
    void edgesSeen(int counting, int silent, int good, long nowNanos) {
        if (good > 0) {
            armed = true;
        }
        boolean allSilent = counting >= EDGES_MIN && silent == counting;
        if (allSilent && !allSilentBefore) {
            start(nowNanos);
        }
        allSilentBefore = allSilent;
    }

    private void start(long nowNanos) {
        if (armed) {
            armed = false;
            doubting = true;
            untilNanos = nowNanos + durationNanos;
        }
    }

    boolean isDoubting(long nowNanos) {
        if (doubting && nowNanos - untilNanos >= 0) {
            doubting = false;
        }
        return doubting;
    }

    /** When it ends, or {@code otherwise} while there is none. */
    long deadlineNanos(long otherwise) {
        return doubting && untilNanos - otherwise < 0 ? untilNanos : otherwise;
    }
}
