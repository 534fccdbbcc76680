package io.bellwether.protocol.message;

/** What the records of this package refuse, so that nothing impossible comes in from the network. */
final class Bounds {

    private static final int SCORE_MAX = 100;

    private Bounds() {}

    static void atLeastZero(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must be >= 0, got " + value);
        }
    }

    static void score(int score) {
        if (score < 0 || score > SCORE_MAX) {
            throw new IllegalArgumentException("score must be 0 to " + SCORE_MAX + ", got " + score);
        }
    }

    static void atMost(String what, int limit, int value) {
        if (value < 0 || value > limit) {
            throw new IllegalArgumentException(what + " must be 0 to " + limit + ", got " + value);
        }
    }
}
