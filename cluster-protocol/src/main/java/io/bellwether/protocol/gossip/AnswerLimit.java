package io.bellwether.protocol.gossip;

/**
 * How often one peer is answered: so many times per second. The table has a fixed size; two peers in one row forget each
 * other, which lets through a few answers more and never one less.
 */
final class AnswerLimit {

    private static final int ROWS = 64;
    private static final long WINDOW_NANOS = 1_000_000_000L;

    private final int answersMax;
    private final long[] peers = new long[ROWS];
    private final long[] sinceNanos = new long[ROWS];
    private final int[] answers = new int[ROWS];

    AnswerLimit(int answersMax) {
        this.answersMax = answersMax;
    }

    /** Whether this peer gets one more answer now; counts it if so. */
    boolean allows(long peer, long nowNanos) {
        int row = (int) (Mix.of(peer) & (ROWS - 1));
        if (peers[row] != peer || nowNanos - sinceNanos[row] >= WINDOW_NANOS) {
            peers[row] = peer;
            sinceNanos[row] = nowNanos;
            answers[row] = 0;
        }
        if (answers[row] >= answersMax) {
            return false;
        }
        answers[row]++;
        return true;
    }
}
