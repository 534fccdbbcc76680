package io.bellwether.protocol.detector;

/**
 * Which of the last sequence numbers of one edge arrived. Phi alone calms down under steady loss, as the gaps that it
 * learns grow; a count of what is missing does not.
 *
 * <p>The newest number has always arrived, so what is missing is always proven by a later beat. A late beat fills its
 * hole, and a duplicate changes nothing.
 */
final class LossWindow {

    /** How many sequence numbers are looked at. */
    static final int SEQUENCES = 15;

    /** With this many of them missing the edge is lossy: more than half, as the newest one is always there. */
    static final int MISSING_LOSSY = 8;

    private static final int ALL = (1 << SEQUENCES) - 1;

    private long newest;
    private int arrived; // one bit for each sequence number: bit 0 is the newest, bit n the one n before it
    private int counted;
    private long resumedAt; // older numbers than this have no bit of their own

    /** Forgets what was, and counts from this beat on: the first one, or the first of numbers that began anew. */
    void startAt(long sequence) {
        newest = sequence;
        resumedAt = sequence;
        arrived = 1;
        counted = 1;
    }

    /** Counts a beat that arrived, be it newer or late. */
    void add(long sequence) {
        if (sequence > newest) {
            long ahead = Math.min(sequence - newest, SEQUENCES);
            arrived = (arrived << ahead | 1) & ALL;
            counted = (int) Math.min(counted + ahead, SEQUENCES);
            newest = sequence;
        } else if (newest - sequence < counted && sequence >= resumedAt) {
            arrived |= 1 << (newest - sequence);
        }
    }

    /**
     * Counts the first beat after a silence that was longer than the cap. If what is missing would alone be a verdict of
     * loss it was an outage, which is left out of the count; if less is missing it counts, for under heavy loss such
     * silences are frequent. An outage does not forgive the loss before it either: a link that loses four of five beats
     * would be forgiven every few beats, and never be found out.
     */
    void resumeAt(long sequence) {
        if (sequence - newest <= MISSING_LOSSY) {
            add(sequence);
            return;
        }
        arrived = (arrived << 1 | 1) & ALL;
        counted = Math.min(counted + 1, SEQUENCES);
        newest = sequence;
        resumedAt = sequence;
    }

    /** The highest sequence number that arrived, 0 if none did. */
    long newest() {
        return newest;
    }

    boolean lossy() {
        return missing() >= MISSING_LOSSY;
    }

    /** The share of the counted sequence numbers that is missing, 0 while nothing is counted. */
    double ratio() {
        return counted == 0 ? 0 : (double) missing() / counted;
    }

    private int missing() {
        return counted - Integer.bitCount(arrived);
    }
}
