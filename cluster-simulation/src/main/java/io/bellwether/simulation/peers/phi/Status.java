package io.bellwether.simulation.peers.phi;

/** How far a member is; of two that conflict the later one in this order is right. */
enum Status {
    JOINING,
    UP,
    EXITING,
    DOWN;

    /** On its way out: waited for by nobody, and gone as soon as all others know. */
    boolean leaving() {
        return this == EXITING || this == DOWN;
    }
}
