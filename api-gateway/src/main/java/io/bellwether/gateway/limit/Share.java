package io.bellwether.gateway.limit;

/**
 * Requests of one client that were fetched from Redis and not used yet. What is not used within a second lapses: it was
 * counted for a client that has gone elsewhere.
 */
final class Share {

    private static final long LAPSES_NANOS = 1_000_000_000L;

    private long left;
    private long behind;
    private long fetchedNanos;

    /** Uses one, if there is one; otherwise they have to be fetched. */
    synchronized boolean take(long nowNanos) {
        if (left == 0 || nowNanos - fetchedNanos >= LAPSES_NANOS) {
            left = 0;
            return false;
        }
        left--;
        return true;
    }

    /** So many were fetched, and so many are left in Redis. */
    synchronized void fetched(long count, long stillThere, long nowNanos) {
        left += count;
        behind = stillThere;
        fetchedNanos = nowNanos;
    }

    /** How many there are, here and there. */
    synchronized long remaining() {
        return left + behind;
    }
}
