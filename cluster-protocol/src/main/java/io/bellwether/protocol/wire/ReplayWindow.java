package io.bellwether.protocol.wire;

import java.util.Arrays;

/**
 * Which of the last 1,024 nonces of one sender were seen. A sender counts its nonces over all receivers, and one that
 * sends to a thousand at once may have its datagrams overtake each other by hundreds, hence the width.
 */
public final class ReplayWindow {

    /** How far behind the highest nonce one can be and still be told from a replay. */
    public static final int WIDTH = 1_024;

    private static final int WORDS = WIDTH / Long.SIZE;

    // The bit of a nonce is at nonce modulo the width: the window moves by clearing what it passes.
    private final long[] seen = new long[WORDS];
    private long highest = -1;

    /** Whether this nonce is new, and notes it. */
    public boolean accept(long nonce) {
        if (nonce > highest) {
            advanceTo(nonce);
        } else if (highest - nonce >= WIDTH || isSeen(nonce)) {
            return false;
        }
        seen[word(nonce)] |= 1L << nonce;
        return true;
    }

    private void advanceTo(long nonce) {
        if (highest < 0 || nonce - highest >= WIDTH) {
            Arrays.fill(seen, 0);
        } else {
            for (long passed = highest + 1; passed <= nonce; passed++) {
                seen[word(passed)] &= ~(1L << passed);
            }
        }
        highest = nonce;
    }

    private boolean isSeen(long nonce) {
        return (seen[word(nonce)] & 1L << nonce) != 0;
    }

    private static int word(long nonce) {
        return (int) (nonce >>> 6) & (WORDS - 1);
    }
}
