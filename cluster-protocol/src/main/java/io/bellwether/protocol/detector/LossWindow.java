package io.bellwether.protocol.detector;

/**
 * Which of the last sequence numbers of one edge arrived. Phi alone calms down under steady loss, as the gaps that it
 * learns grow; a count of what is missing does not.
 *
 * <p>The newest number has always arrived, so what is missing here is always proven by a later beat; what is missing
 * after it is the {@link Edge}'s to say, which knows the time. A late beat fills its hole, and a duplicate changes
 * nothing.
 */
final class LossWindow {

    /** How many sequence numbers are looked at. */
    static final int SEQUENCES = 15;

    /** With this many of them missing the edge is lossy: more than half, as the newest one is always there. */
    static final int MISSING_LOSSY = 8;

    /** An edge that misses as many as this is ill, and a long silence before or after that is no outage. */
    static final int MISSING_ILL = MISSING_LOSSY / 2;

    private static final int ALL = (1 << SEQUENCES) - 1;

    private long newest;
    private int arrived; // one bit for each sequence number: bit 0 is the newest, bit n the one n before it
    private int counted;
    private boolean afterOutage; // whether nothing but missing numbers came before those that are counted

    /** Forgets what was, and counts from this beat on: the first one, or the first of numbers that began anew. */
    void startAt(long sequence) {
        newest = sequence;
        arrived = 1;
        counted = 1;
        afterOutage = false;
    }

    /** Counts a beat that arrived, be it newer or late. */
    void add(long sequence) {
        if (sequence > newest) {
            int ahead = (int) Math.min(sequence - newest, SEQUENCES);
            arrived = (arrived << ahead | 1) & ALL;
            counted = Math.min(counted + ahead, SEQUENCES);
            newest = sequence;
        } else if (newest - sequence < counted) {
            arrived |= 1 << (newest - sequence);
        }
    }

    /**
     * Counts the first beat after a silence that was longer than the cap. If what is missing would alone be a verdict of
     * loss, and the edge was well before and stays well after it, it was an outage, which is left out of the count.
     * Otherwise it counts, for under heavy loss such silences are frequent: a link that loses four of five beats would be
     * forgiven every few beats, and never be found out. Two outages in one window are loss too.
     */
    void resumeAt(long sequence) {
        boolean well = missing() < MISSING_ILL && !(afterOutage && counted < SEQUENCES);
        boolean outage = sequence - newest > MISSING_LOSSY && well;
        if (outage) {
            startAt(sequence);
            afterOutage = true;
        } else {
            add(sequence);
        }
    }

    /** The highest sequence number that arrived, 0 if none did. */
    long newest() {
        return newest;
    }

    boolean lossy() {
        return missing() >= MISSING_LOSSY;
    }

    /** How many further numbers in a row must be missing for the edge to be lossy; 0 if it is. */
    int missingUntilLossy() {
        int more = 0;
        while (missingAfter(more) < MISSING_LOSSY) {
            more++;
        }
        return more;
    }

    /** The share of the counted sequence numbers that is missing, 0 while nothing is counted. */
    double ratio() {
        if (counted == 0) {
            return 0;
        }
        return (double) missing() / (outageCounts(counted - arrivals(0), counted) ? SEQUENCES : counted);
    }

    private int missing() {
        return missingAfter(0);
    }

    /** How many are missing if so many more are. */
    private int missingAfter(int more) {
        int looked = Math.min(counted + more, SEQUENCES);
        int missing = looked - arrivals(more);
        return outageCounts(missing, looked) ? missing + SEQUENCES - looked : missing;
    }

    private int arrivals(int more) {
        return Integer.bitCount(arrived << more & ALL);
    }

    /** Whether what was taken for an outage was none: at least half of what followed it is missing too, and not just one. */
    private boolean outageCounts(int missingSince, int lookedAtSince) {
        return afterOutage && missingSince > 1 && 2 * missingSince >= lookedAtSince;
    }
}
