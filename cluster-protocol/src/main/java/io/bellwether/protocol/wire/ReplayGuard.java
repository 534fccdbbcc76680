package io.bellwether.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * The replay windows of all senders, in a table that never grows. Only datagrams with a valid tag get here, so an
 * outsider can neither fill it nor push anyone out.
 *
 * <p>A sender has its place in one row of eight, by the lowest bits of its incarnation. Where a ninth comes into a row,
 * the one silent for the longest is forgotten and counted: a replay of its datagrams would pass here once more, and then
 * meet the sequence numbers, versions and incarnations of the messages themselves.
 */
public final class ReplayGuard {

    /** Enough for eight times the largest cluster. */
    public static final int SENDERS_MAX = 8_192;

    private static final int PLACES = 8;
    private static final int ROWS = SENDERS_MAX / PLACES;

    private final long[] senders = new long[SENDERS_MAX];
    private final long[] lastUsed = new long[SENDERS_MAX];
    private final @Nullable ReplayWindow[] windows = new ReplayWindow[SENDERS_MAX];
    private long uses;
    private long forgotten;

    /** Whether this nonce of this sender is new, and notes it. */
    public boolean accept(long sender, long nonce) {
        int place = placeOf(sender);
        lastUsed[place] = ++uses;
        ReplayWindow window = windows[place];
        if (window == null) {
            window = new ReplayWindow();
            windows[place] = window;
        }
        return window.accept(nonce);
    }

    /** How many senders had to make room for others. */
    public long forgottenTotal() {
        return forgotten;
    }

    private int placeOf(long sender) {
        int first = (int) (sender & (ROWS - 1)) * PLACES;
        int oldest = first;
        for (int place = first; place < first + PLACES; place++) {
            if (windows[place] != null && senders[place] == sender) {
                return place;
            }
            if (lastUsed[place] < lastUsed[oldest]) {
                oldest = place;
            }
        }
        if (windows[oldest] != null) {
            windows[oldest] = null;
            forgotten++;
        }
        senders[oldest] = sender;
        return oldest;
    }
}
