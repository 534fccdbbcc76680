package io.bellwether.benchmarks.routing;

import io.bellwether.simulation.report.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * A run in windows of one second that are counted from the moment of the fault: window 0 begins with it, those before it are
 * negative. A request belongs to the window in which it was due.
 */
final class Windows {

    /** As slow as nobody waits: so a second with more failures than one in a hundred is no good second. */
    static final double FAILED_MILLIS = 5_000;

    /** So many good seconds in a row are needed, because a good one between two bad ones is chance. */
    static final int GOOD_IN_A_ROW = 5;

    private static final double P99 = 0.99;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final double TWICE = 2;

    private final int first;
    private final List<Window> windows;

    /** One second: how many were due, how many failed, and the 99th percentile of how long they took. */
    record Window(int requests, int failed, double p99Millis) {}

    private Windows(int first, List<Window> windows) {
        this.first = first;
        this.windows = List.copyOf(windows);
    }

    /** Those of a run, of which the fault began so long after its beginning. Seconds that are not full are left out. */
    static Windows of(Sent sent, long faultNanos) {
        long end = sent.dueNanos(sent.count());
        int first = (int) -(faultNanos / NANOS_PER_SECOND);
        int last = (int) ((end - faultNanos) / NANOS_PER_SECOND);
        List<Sample> took = new ArrayList<>();
        int[] failed = new int[last - first];
        for (int i = first; i < last; i++) {
            took.add(new Sample());
        }
        for (int request = 0; request < sent.count(); request++) {
            int place = (int) Math.floorDiv(sent.dueNanos(request) - faultNanos, NANOS_PER_SECOND) - first;
            if (place >= 0 && place < took.size()) {
                boolean isFailed = sent.isFailed(request);
                failed[place] += isFailed ? 1 : 0;
                long nanos = isFailed ? (long) (FAILED_MILLIS * NANOS_PER_MILLI) : sent.tookNanos(request);
                took.get(place).add(nanos);
            }
        }
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < took.size(); i++) {
            Sample sample = took.get(i);
            windows.add(new Window(sample.size(), failed[i], sample.percentile(P99) / NANOS_PER_MILLI));
        }
        return new Windows(first, windows);
    }

    /** The window that begins so many seconds after the fault. */
    Window at(int second) {
        return windows.get(second - first);
    }

    int first() {
        return first;
    }

    /** The second after the last. */
    int end() {
        return first + windows.size();
    }

    /** What is normal: the median of the 99th percentiles before the fault, the first of them left out. */
    double normalMillis(int leftOut) {
        var before = new Sample();
        for (int second = Math.min(first + leftOut, -1); second < 0; second++) {
            before.add((long) (at(second).p99Millis() * NANOS_PER_MILLI));
        }
        return before.percentile(0.5) / NANOS_PER_MILLI;
    }

    /**
     * How many seconds after the fault the 99th percentile is under twice normal again and stays so for
     * {@link #GOOD_IN_A_ROW} seconds, or until the end; NaN where it never is.
     */
    double backAfterSeconds(double normalMillis) {
        int good = 0;
        for (int second = 0; second < end(); second++) {
            good = isGood(second, normalMillis) ? good + 1 : 0;
            if (good == GOOD_IN_A_ROW || (good > 0 && second == end() - 1)) {
                return second - good + 1;
            }
        }
        return Double.NaN;
    }

    /** How many seconds from this one on are not good. */
    int badSeconds(int from, int to, double normalMillis) {
        int bad = 0;
        for (int second = Math.max(from, first); second < Math.min(to, end()); second++) {
            bad += isGood(second, normalMillis) ? 0 : 1;
        }
        return bad;
    }

    /** The worst 99th percentile since the fault. */
    double worstMillis() {
        double worst = Double.NaN;
        for (int second = 0; second < end(); second++) {
            double p99 = at(second).p99Millis();
            worst = Double.isNaN(worst) ? p99 : Math.max(worst, p99);
        }
        return worst;
    }

    private boolean isGood(int second, double normalMillis) {
        return at(second).p99Millis() < TWICE * normalMillis;
    }
}
