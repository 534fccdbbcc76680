package io.bellwether.protocol.state;

/** Why a command, or one target of it, was refused. */
public enum RefusalCode {
    /** Decided upon a state that has changed since; decide anew. */
    CHANGED,
    /** The name came and went too often; it may ask again later. */
    FLAPPING,
    /** Only an operator lets the name in. */
    OPERATOR_NEEDED,
    /** The process has said good-bye; a new start has a new instance id. */
    SAID_GOODBYE,
    /** There is no such member or name. */
    UNKNOWN,
    /** The table of transitions does not have it. */
    NOT_ALLOWED,
    /** The member is heard, or was never found lost. */
    NOT_LOST,
    /** The member is in maintenance, which absorbs verdicts. */
    IN_MAINTENANCE,
    /** Removal has stopped: too many are gone at once. */
    PROTECTED,
    /** A limit is reached. */
    FULL,
    /** The command itself is wrong. */
    INVALID
}
