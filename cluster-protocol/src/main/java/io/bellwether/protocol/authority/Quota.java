package io.bellwether.protocol.authority;

/**
 * How many of a subject's eligible observers must find it bad.
 *
 * @param high From here on it is accused.
 * @param low From here on, below high, it is on its way there, or lossy if it stays.
 */
record Quota(int high, int low) {

    private static final int NEVER = Integer.MAX_VALUE;

    /** Seven tenths, but never all from three observers on: one of them may be wrong in its own way. */
    static Quota of(int eligible) {
        if (eligible == 0) {
            return new Quota(NEVER, NEVER);
        }
        if (eligible <= 2) {
            return new Quota(eligible, eligible);
        }
        int high = Math.min((7 * eligible + 9) / 10, eligible - 1);
        // At least two: one bad edge is a broken link, and which end of it is ill cannot be told.
        int low = Math.max(2, (3 * eligible + 9) / 10);
        return new Quota(high, low);
    }
}
