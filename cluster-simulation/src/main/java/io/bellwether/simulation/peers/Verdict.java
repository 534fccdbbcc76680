package io.bellwether.simulation.peers;

/** What one machine thinks of another. */
public enum Verdict {
    /** A member in good standing. */
    ALIVE,
    /** A member that may be dead and can still refute it. */
    SUSPECT,
    /** Held for dead: dead in memberlist, unreachable or down in Akka. */
    UNREACHABLE,
    /** No member, or no longer one. */
    ABSENT
}
