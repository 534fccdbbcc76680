package io.bellwether.protocol.node;

/** How far a process has come with its membership, as it knows itself. */
public enum Stage {
    /** Not in, and asking to be let in. */
    OUTSIDE,
    /** In. */
    MEMBER,
    /** Asking to be let go. */
    LEAVING,
    /** Gone as asked. */
    LEFT,
    /** A newer process has the name; this one stays out for good. */
    SUPERSEDED,
    /** What it asks for can never be; its configuration is wrong. */
    REFUSED;

    boolean isFinal() {
        return this == LEFT || this == SUPERSEDED || this == REFUSED;
    }
}
