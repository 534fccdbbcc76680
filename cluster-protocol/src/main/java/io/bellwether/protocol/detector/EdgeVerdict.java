package io.bellwether.protocol.detector;

/** What one node thinks of its edge to another. The order is the code on the wire. */
public enum EdgeVerdict {
    /** Nothing heard yet, and too early to say. */
    NEUTRAL,
    /** Beats arrive, and the other side hears mine. */
    GOOD,
    /** No beat for too long. */
    SILENT,
    /** Too many of the last beats were lost. */
    LOSSY,
    /** The other side says that I am silent to it, or that it loses too many of my beats. */
    DEAF;

    /** Whether this says that the other side is not heard well, which is measured and not hearsay. */
    public boolean isHeardBadly() {
        return this == SILENT || this == LOSSY;
    }

    /** Whether this speaks against the edge. */
    public boolean isBad() {
        return isHeardBadly() || this == DEAF;
    }
}
