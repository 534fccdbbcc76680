package io.bellwether.protocol.wire;

/** What a sender thinks of itself, in one byte: bit 7 doubt, bits 0-6 score. */
final class SelfState {

    private static final int DOUBT = 0x80;

    private SelfState() {}

    static int of(boolean doubt, int score) {
        return doubt ? score | DOUBT : score;
    }

    static boolean doubt(int state) {
        return (state & DOUBT) != 0;
    }

    static int score(int state) {
        return state & ~DOUBT;
    }
}
