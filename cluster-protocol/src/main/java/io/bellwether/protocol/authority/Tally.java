package io.bellwether.protocol.authority;

/** How the eligible observers of one subject stand to it. */
record Tally(long subject, int eligible, int good, int bad) {

    /** Accused. */
    boolean isHigh() {
        return bad >= Quota.of(eligible).high();
    }

    /** Some, but not enough. */
    boolean isBetween() {
        Quota quota = Quota.of(eligible);
        return bad >= quota.low() && bad < quota.high();
    }

    /** Heard well enough to come back, by those who can judge. */
    boolean isHeard() {
        return eligible > 0 && good >= Quota.of(eligible).high();
    }

    /** Compares the shares of bad edges without dividing. */
    static int byShare(Tally a, Tally b) {
        return Long.compare((long) a.bad * b.eligible, (long) b.bad * a.eligible);
    }
}
