package io.bellwether.protocol.quorum;

/** What a node may be asked for. The order is the code on the wire. */
public enum Mode {
    /** Just started, nothing heard yet. */
    UNKNOWN,
    /** A leader with a majority is known. */
    READ_WRITE,
    /** No fresh lease is known: reads are answered with their age, writes refused after the grace. */
    READ_ONLY
}
