package io.bellwether.coordinator.raft;

import java.time.Duration;

/**
 * When a connection between two coordinators is proven alive, and when it is given up.
 *
 * @param idle The other end of each connection is asked again after this long.
 * @param patience One on which something was asked and nothing came for this long is dead.
 * @param doubt Where the other side was silent for this long on every connection, all are dead. Packets that were lost are
 *     sent again after longer and longer pauses: when a cut has healed, a new connection is there sooner than the old one.
 */
record Liveness(Duration idle, Duration patience, Duration doubt) {

    private static final int LOOKS_WHILE_IDLE = 20;

    /** What coordinators live by: a dead connection is known at the latest after both. */
    static final Liveness USUAL = new Liveness(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(4));

    /** How often to look. */
    Duration period() {
        return idle.dividedBy(LOOKS_WHILE_IDLE);
    }
}
