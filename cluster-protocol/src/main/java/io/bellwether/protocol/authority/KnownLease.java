package io.bellwether.protocol.authority;

import io.bellwether.protocol.message.Freshness;

/** When this coordinator last knew, by a commit, that somebody led: its own evidence of a leader. */
final class KnownLease {

    private boolean known;
    private long term;
    private long sinceNanos;

    /** Somebody led in this term at this time. */
    void renew(long inTerm, long atNanos) {
        if (!known || term != inTerm || atNanos - sinceNanos > 0) {
            known = true;
            term = inTerm;
            sinceNanos = atNanos;
        }
    }

    /** Whether nobody led for so long, as far as is known here. */
    boolean isOlderThan(long nanos, long nowNanos) {
        return !known || nowNanos - sinceNanos >= nanos;
    }

    /**
     * As it is told to others.
     *
     * @param presentTerm A term that nobody has won proves nothing, and would outweigh the evidence of the leader before it.
     * @param leader The leader of that term, 0 for none.
     */
    Freshness told(long presentTerm, long leader, long nowNanos) {
        if (!known) {
            return Freshness.UNKNOWN;
        }
        long ageMillis = Math.min((nowNanos - sinceNanos) / 1_000_000, Integer.MAX_VALUE - 1);
        return new Freshness(term, term == presentTerm ? leader : 0, (int) ageMillis);
    }
}
