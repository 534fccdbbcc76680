package io.bellwether.simulation.peers.lifeguard;

/** The local health multiplier: how far this process doubts itself, from 0 (not at all) up. */
final class Awareness {

    private final int scoreMax;
    private int score;

    Awareness(int maxMultiplier) {
        scoreMax = maxMultiplier - 1;
    }

    void change(int by) {
        score = Math.clamp(score + by, 0, scoreMax);
    }

    int score() {
        return score;
    }

    long scale(long nanos) {
        return nanos * (score + 1);
    }
}
