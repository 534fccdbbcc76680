package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.journal.Journal;

/** How far the events were written, as far as this coordinator knows. Set by one thread, read by all. */
final class Reached {

    private static final long UNKNOWN = -1;

    private final Journal journal;
    private volatile long sequence = UNKNOWN;

    Reached(Journal journal) {
        this.journal = journal;
    }

    /** The event that was written, or skipped, last. */
    long sequence() {
        return sequence;
    }

    void set(long last) {
        sequence = last;
    }

    /** How many events are still to be written, NaN if nobody knows. What the journal has forgotten never will be. */
    double lag() {
        long last = sequence;
        return last == UNKNOWN ? Double.NaN : Math.clamp(journal.newest() - last, 0, Journal.LINES_MAX);
    }
}
