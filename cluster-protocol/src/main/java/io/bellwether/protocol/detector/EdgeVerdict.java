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

    /** Whether this speaks against the edge. */
    public boolean isBad() {
        return this == SILENT || this == LOSSY || this == DEAF;
    }
}
