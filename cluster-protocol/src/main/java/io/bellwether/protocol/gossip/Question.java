package io.bellwether.protocol.gossip;

/**
 * Asking for what is missing: one question at a time, the next to somebody else and after a longer wait. Bounded: it
 * remembers the last few peers that were ahead.
 */
final class Question {

    private static final int PEERS_MAX = 4;

    private final long graceNanos;
    private final long patienceMinNanos;
    private final long patienceMaxNanos;
    private final long[] peers = new long[PEERS_MAX];
    private int peerCount;
    private int next;
    private long asked;
    private boolean isOpen;
    private boolean isPlanned;
    private long dueNanos;
    private long patienceNanos;
    private int failures;

    /**
     * @param graceNanos How long to wait before the first question: what is missing may be on its way.
     * @param patienceMinNanos How long to wait for an answer at first.
     * @param patienceMaxNanos How long at most.
     */
    Question(long graceNanos, long patienceMinNanos, long patienceMaxNanos) {
        this.graceNanos = graceNanos;
        this.patienceMinNanos = patienceMinNanos;
        this.patienceMaxNanos = patienceMaxNanos;
        this.patienceNanos = patienceMinNanos;
    }

    /** This peer is ahead; it or another that is will be asked soon. */
    void couldAsk(long peer, long nowNanos) {
        if (!knows(peer)) {
            if (peerCount < PEERS_MAX) {
                peers[peerCount++] = peer;
            } else {
                // In place of the one whose turn is farthest away.
                peers[(next + PEERS_MAX - 1) % PEERS_MAX] = peer;
            }
        }
        if (!isOpen && !isPlanned) {
            isPlanned = true;
            dueNanos = nowNanos + graceNanos;
        }
    }

    private boolean knows(long peer) {
        for (int i = 0; i < peerCount; i++) {
            if (peers[i] == peer) {
                return true;
            }
        }
        return false;
    }

    boolean isWaiting() {
        return isOpen || isPlanned;
    }

    long dueNanos() {
        return dueNanos;
    }

    /** Whom to ask now, 0 if nobody. */
    long ask(long nowNanos) {
        if (!isWaiting() || nowNanos - dueNanos < 0 || peerCount == 0) {
            return 0;
        }
        if (isOpen) {
            failures++;
            patienceNanos = Math.min(patienceMaxNanos, 2 * patienceNanos);
        }
        asked = peers[next % peerCount];
        next = (next + 1) % peerCount;
        isOpen = true;
        isPlanned = false;
        dueNanos = nowNanos + patienceNanos;
        return asked;
    }

    /** This peer has nothing for me: somebody else is asked at once, if there is somebody. */
    void failed(long peer, long nowNanos) {
        if (isOpen && peer == asked && peerCount > 1) {
            dueNanos = nowNanos;
        }
    }

    /** Something came; if more is missing it is asked for at once. */
    void progressed(boolean moreMissing, long nowNanos) {
        boolean answered = isOpen;
        isOpen = false;
        isPlanned = false;
        failures = 0;
        patienceNanos = patienceMinNanos;
        if (moreMissing && peerCount > 0) {
            isPlanned = true;
            dueNanos = answered ? nowNanos : nowNanos + graceNanos;
        } else if (!moreMissing) {
            peerCount = 0;
            next = 0;
        }
    }

    int failures() {
        return failures;
    }
}
