package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.network.Latency;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The beats of one subject as they arrive at one observer: one a second, each delayed by itself, with a heavy tail. The
 * subject crashes in the end; what was on its way then still arrives.
 */
final class JitteryTrace {

    /**
     * A log-normal delay with a median of 220 ms, a mean of 363 and a deviation of 475 ms: with it thresholds from 6 to 10
     * lie between the floor of 3 s and the cap of 4.5 s.
     */
    static final Latency DELAY = Latency.logNormal(Duration.ofMillis(220), 1.0);

    static final long SECOND = 1_000_000_000L;
    /** Until the windows hold nothing but gaps of the trace. */
    static final long WARM_UP_NANOS = 130 * SECOND;
    /** The time that counts, from the warm-up to the crash. */
    static final long COUNTED_NANOS = 600 * SECOND;

    private static final int SEQUENCE_BITS = 12;

    /** In order; the time in nanoseconds above the bits of the sequence number. */
    private final long[] arrivals;

    private final long crashNanos;

    private JitteryTrace(long[] arrivals, long crashNanos) {
        this.arrivals = arrivals;
        this.crashNanos = crashNanos;
    }

    /** A trace of which the beats have a phase of their own. */
    static JitteryTrace draw(long crashNanos, RandomGenerator random) {
        long phase = random.nextLong(SECOND);
        int beats = (int) ((crashNanos - phase) / SECOND) + 1;
        long[] arrivals = new long[beats];
        for (int beat = 0; beat < beats; beat++) {
            arrivals[beat] = (phase + beat * SECOND + DELAY.nanos(random)) << SEQUENCE_BITS | beat + 1;
        }
        Arrays.sort(arrivals);
        return new JitteryTrace(arrivals, crashNanos);
    }

    /** Whether the subject lives and the windows know it: only then is a silence a mistake. */
    boolean counts(long nanos) {
        return nanos >= WARM_UP_NANOS && nanos < crashNanos;
    }

    int size() {
        return arrivals.length;
    }

    long nanos(int index) {
        return arrivals[index] >>> SEQUENCE_BITS;
    }

    long sequence(int index) {
        return arrivals[index] & (1 << SEQUENCE_BITS) - 1;
    }
}
