package io.bellwether.protocol.quorum;

/** Why a node is in its mode. */
public enum ModeCause {
    STARTED("just started"),
    LEASE_FRESH("a leader has its majority"),
    LEASE_OLD("no leader has shown a majority for too long"),
    NEVER_HEARD("no leader was heard of since the start");

    private final String text;

    ModeCause(String text) {
        this.text = text;
    }

    /** The cause as a clause for people. */
    public String text() {
        return text;
    }
}
