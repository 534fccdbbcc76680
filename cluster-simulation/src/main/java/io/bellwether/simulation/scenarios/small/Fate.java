package io.bellwether.simulation.scenarios.small;

/** What must become of a member, and why. */
record Fate(Kind kind, String why) {

    /** What it may come to. */
    enum Kind {
        /** Never accused; it may be DEGRADED. */
        KEPT,
        /** Becomes UNREACHABLE and stays it, because somebody who counts still hears it. */
        LOST_BUT_HEARD,
        /** Becomes UNREACHABLE, and then is removed unless protection stops removal. */
        LOST,
        /** The rules cannot tell, and nothing is asked. */
        UNDECIDED
    }

    boolean isKept() {
        return kind == Kind.KEPT;
    }

    boolean isLost() {
        return kind == Kind.LOST || kind == Kind.LOST_BUT_HEARD;
    }
}
