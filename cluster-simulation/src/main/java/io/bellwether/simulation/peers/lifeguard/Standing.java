package io.bellwether.simulation.peers.lifeguard;

import io.bellwether.simulation.peers.Verdict;

/** What memberlist records about a member. */
enum Standing {
    ALIVE(Verdict.ALIVE),
    SUSPECT(Verdict.SUSPECT),
    DEAD(Verdict.UNREACHABLE),
    LEFT(Verdict.ABSENT);

    final Verdict verdict;

    Standing(Verdict verdict) {
        this.verdict = verdict;
    }

    boolean gone() {
        return this == DEAD || this == LEFT;
    }
}
