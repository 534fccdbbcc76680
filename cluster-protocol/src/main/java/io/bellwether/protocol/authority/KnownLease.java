package io.bellwether.protocol.authority;

import io.bellwether.protocol.message.Freshness;

/**
 * When this coordinator last knew, by a commit, that somebody led: its own evidence of a leader, and of a standstill, in which
 * there was none for so long that nobody could write.
 */
final class KnownLease {

    private final long freshNanos;
    private boolean known;
    private long term;
    private long sinceNanos;
    private boolean stoodStill;
    private long standstillEndNanos;

    /** Nobody has led yet. */
    KnownLease(long freshNanos) {
        this.freshNanos = freshNanos;
    }

    /** Somebody led in this term at this time. */
    void renew(long inTerm, long atNanos) {
        if (known && standsStill(atNanos)) {
            stoodStill = true;
            standstillEndNanos = atNanos;
        }
        if (!known || term != inTerm || atNanos - sinceNanos > 0) {
            known = true;
            term = inTerm;
            sinceNanos = atNanos;
        }
    }

    private boolean standsStill(long nowNanos) {
        return !known || nowNanos - sinceNanos >= freshNanos;
    }

    /** How long ago the last standstill came to its end: not at all where it has not, very long where there was none. */
    long sinceStandstillNanos(long nowNanos) {
        if (standsStill(nowNanos)) {
            return 0;
        }
        return stoodStill ? nowNanos - standstillEndNanos : Long.MAX_VALUE;
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
