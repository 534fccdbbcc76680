package io.bellwether.benchmarks.routing;

import java.util.Arrays;

/** Which share of the requests went to one instance, in seconds that are counted from the moment of the fault. */
final class Shares {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Over so many seconds: at a few hundred a second one alone differs by a tenth by chance. */
    private static final int SPAN = 3;

    private final long[] arrivals;
    private final int rate;
    private final double end;

    /**
     * Shares.
     *
     * @param arrivals When requests arrived at the instance, in nanoseconds from the fault.
     * @param rate How many are sent in a second, to all instances together.
     * @param endSeconds When the last was sent, in seconds from the fault.
     */
    Shares(long[] arrivals, int rate, double endSeconds) {
        this.arrivals = arrivals.clone();
        Arrays.sort(this.arrivals);
        this.rate = rate;
        this.end = endSeconds;
    }

    /** From this second to that. */
    double between(double from, double to) {
        if (to <= from) {
            return Double.NaN;
        }
        return (before(to) - before(from)) / ((to - from) * rate);
    }

    private int before(double second) {
        int place = Arrays.binarySearch(arrivals, (long) (second * NANOS_PER_SECOND));
        return place < 0 ? -place - 1 : place;
    }

    /** How many seconds after this one the share is that high, over three seconds; NaN where it never is. */
    double reaches(double share, int from) {
        for (int second = from; second + SPAN <= end; second++) {
            if (between(second, (double) second + SPAN) >= share) {
                return (double) second + SPAN - from;
            }
        }
        return Double.NaN;
    }
}
