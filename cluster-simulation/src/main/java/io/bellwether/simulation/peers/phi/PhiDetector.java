package io.bellwether.simulation.peers.phi;

/**
 * Akka's accrual detector for one subject: the suspicion that a silence of this length is no accident, given the
 * intervals so far. In milliseconds and with the same approximation as the original, so also with its rounding.
 */
public final class PhiDetector {

    private static final long MILLI = 1_000_000;

    private final double threshold;
    private final double pauseMillis;
    private final double minDeviationMillis;
    private final long firstMillis;
    private final long[] intervals;
    private int size;
    private int next;
    private long sum;
    private long squares;
    private boolean heard;
    private long heardAt;

    /** A detector that has heard nothing yet. */
    public PhiDetector(PhiSettings settings) {
        threshold = settings.threshold();
        pauseMillis = settings.acceptablePause().toMillis();
        minDeviationMillis = settings.minDeviation().toMillis();
        firstMillis = settings.heartbeatInterval().toMillis();
        intervals = new long[settings.samplesMax()];
    }

    /** Whether the subject was ever heard. */
    public boolean isMonitoring() {
        return heard;
    }

    /** Whether phi is below the threshold; time starts anywhere and is not negative. */
    public boolean isAvailable(long nanos) {
        return phi(nanos) < threshold;
    }

    /** The subject was heard. */
    public void heartbeat(long nanos) {
        var now = nanos / MILLI;
        if (!heard) {
            // A guess with a wide spread stands in for the samples that are missing.
            add(firstMillis - firstMillis / 4);
            add(firstMillis + firstMillis / 4);
        } else if (isAvailable(nanos)) {
            add(now - heardAt);
        }
        heard = true;
        heardAt = now;
    }

    /** Zero for a subject that was never heard. */
    double phi(long nanos) {
        if (!heard) {
            return 0;
        }
        var mean = (double) sum / size;
        var variance = (double) squares / size - mean * mean;
        // By rounding the variance can fall below zero; Math.max would pass the NaN of its root on.
        var deviation = Math.max(minDeviationMillis, Math.sqrt(Math.max(0, variance)));
        return phi((double) (nanos / MILLI - heardAt), mean + pauseMillis, deviation);
    }

    static double phi(double silence, double mean, double deviation) {
        var y = (silence - mean) / deviation;
        var e = StrictMath.exp(-y * (1.5976 + 0.070566 * y * y));
        return silence > mean ? -StrictMath.log10(e / (1 + e)) : -StrictMath.log10(1 - 1 / (1 + e));
    }

    private void add(long interval) {
        if (size == intervals.length) {
            sum -= intervals[next];
            squares -= intervals[next] * intervals[next];
        } else {
            size++;
        }
        intervals[next] = interval;
        next = (next + 1) % intervals.length;
        sum += interval;
        squares += interval * interval;
    }
}
