package io.bellwether.protocol.detector;

/**
 * The last gaps between beats on one edge, and the mean and deviation that they give.
 *
 * <p>It judges from the first beat, because it starts as if a few beats had come with a moderate jitter. The gap of an
 * outage is not learnt: a link that was dead for a minute would have taught that a minute is nothing unusual.
 */
final class ArrivalWindow {

    /** About two minutes of beats at one a second: long enough for a deviation to within 6 %, short enough to forget. */
    static final int GAPS_MAX = 128;

    /**
     * How many gaps the prior stands for: an eighth of the window. Fewer, and two odd gaps while a process warms up
     * would speak for the whole link; more, and a link that is jittery from the start would be judged as a calm one.
     */
    static final int PRIOR_GAPS = 16;

    /**
     * The jitter of the prior, as a share of the beat. With a quarter phi passes 8 after 2.4 beats: under a floor of
     * three, so that a fresh edge on a calm link finds a death as soon as an old one does, and still in the order of
     * what a shared machine really does to a timer.
     */
    static final double PRIOR_JITTER = 0.25;

    /**
     * The least deviation, as a share of the beat. Gaps as even as a metronome's would make phi leap from 0 to the
     * threshold within the grain of a timer. With a tenth it passes 8 when the beat is late by just over half of its
     * interval: not before it counts as overdue, which is the milder sign.
     */
    static final double DEVIATION_MIN = 0.1;

    private final long[] gapsNanos = new long[GAPS_MAX];
    private final double deviationMinNanos;
    private final long capNanos;
    private int gaps;
    private int oldest;
    private long sumNanos;
    private double meanNanos;
    private double deviationNanos;

    ArrivalWindow(long heartbeatNanos, long capNanos) {
        this.capNanos = capNanos;
        this.deviationMinNanos = DEVIATION_MIN * heartbeatNanos;
        long jitterNanos = (long) (PRIOR_JITTER * heartbeatNanos);
        for (int i = 0; i < PRIOR_GAPS; i++) {
            add(heartbeatNanos + (i % 2 == 0 ? jitterNanos : -jitterNanos));
        }
        measure();
    }

    /** Learns the gap before the newest beat, and says whether it did: one longer than the cap was an outage. */
    boolean learn(long gapNanos) {
        if (gapNanos > capNanos) {
            return false;
        }
        add(gapNanos);
        measure();
        return true;
    }

    double meanNanos() {
        return meanNanos;
    }

    double deviationNanos() {
        return deviationNanos;
    }

    private void add(long gapNanos) {
        if (gaps == GAPS_MAX) {
            sumNanos -= gapsNanos[oldest];
            gapsNanos[oldest] = gapNanos;
            oldest = (oldest + 1) % GAPS_MAX;
        } else {
            gapsNanos[gaps++] = gapNanos;
        }
        sumNanos += gapNanos;
    }

    /**
     * Two passes, of which the first is a running sum of whole numbers and so exact: a one-pass sum of squares goes
     * negative by rounding, and its root is NaN.
     */
    private void measure() {
        meanNanos = (double) sumNanos / gaps;
        deviationNanos = Math.max(deviationMinNanos, Math.sqrt(squares() / gaps));
    }

    /** The sum of squared distances from the mean; in two halves, as one chain of additions waits for itself. */
    private double squares() {
        double even = 0;
        double odd = 0;
        int pairs = gaps / 2;
        for (int i = 0; i < pairs; i++) {
            even += squared(gapsNanos[2 * i] - meanNanos);
            odd += squared(gapsNanos[2 * i + 1] - meanNanos);
        }
        return even + odd + (gaps % 2 == 0 ? 0 : squared(gapsNanos[gaps - 1] - meanNanos));
    }

    private static double squared(double distance) {
        return distance * distance;
    }
}
