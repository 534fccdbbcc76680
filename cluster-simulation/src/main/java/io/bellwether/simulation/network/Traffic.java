package io.bellwether.simulation.network;

import java.util.List;

/** Counts messages and bytes, by machine and kind of message, in all and by second. */
public final class Traffic {

    /** Sent or received. */
    public enum Way {
        SENT,
        RECEIVED
    }

    /** The kinds of message seen so far, in the order of their first. */
    public List<String> kinds() {
        throw new UnsupportedOperationException("later");
    }

    /** Messages of one machine and kind since the start. */
    public long messages(Way way, int machine, String kind) {
        throw new UnsupportedOperationException("later");
    }

    /** Bytes of one machine and kind since the start. */
    public long bytes(Way way, int machine, String kind) {
        throw new UnsupportedOperationException("later");
    }

    /** Bytes of one machine, all kinds, from one virtual time up to before another, both rounded down to seconds. */
    public long bytes(Way way, int machine, long fromNanos, long toNanos) {
        throw new UnsupportedOperationException("later");
    }
}
