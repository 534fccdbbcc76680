package io.bellwether.gateway.limit;

/**
 * How many requests.
 *
 * @param perSecond For as long as one likes.
 * @param burst At once, after a pause.
 */
record Rate(int perSecond, int burst) {

    /** One twentieth of a second of requests is fetched at once: Redis is asked twenty times a second at most. */
    private static final int PARTS = 20;

    Rate {
        if (perSecond < 1) {
            throw new IllegalArgumentException("RateLimit must allow at least 1 request a second, got " + perSecond);
        }
        if (burst < perSecond) {
            throw new IllegalArgumentException(
                    "the burst of a RateLimit (%d) must not be less than its rate (%d)".formatted(burst, perSecond));
        }
    }

    /** How many are fetched at once. */
    int share() {
        return Math.max(1, perSecond / PARTS);
    }
}
