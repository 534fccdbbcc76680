package io.bellwether.protocol.membership;

/** The committed state of a member. The order is the code on the wire. */
public enum MemberStatus {
    JOINING,
    HEALTHY,
    DEGRADED,
    RECOVERING,
    UNREACHABLE,
    QUARANTINED,
    DRAINING,
    MAINTENANCE,
    LEAVING,
    LEFT,
    REMOVED;

    /** Whether a member in this state is in the views; those that left or were removed are not. */
    public boolean isPresent() {
        return this != LEFT && this != REMOVED;
    }

    /** Whether its observations can count. */
    public boolean observes() {
        return isPresent() && this != UNREACHABLE;
    }
}
