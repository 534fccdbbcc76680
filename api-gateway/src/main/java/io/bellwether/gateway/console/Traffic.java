package io.bellwether.gateway.console;

import java.util.ArrayDeque;
import java.util.Deque;

/** Requests of the last seconds, from counters that only grow. Confined to one thread. */
final class Traffic {

    /** So many seconds back. */
    static final int WINDOW_SECONDS = 10;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long count, long failed, long nanos) {}

    /**
     * What went through the gateway.
     *
     * @param perSecond Requests a second.
     * @param failedShare Which share of them was answered with a status of 500 and more; 0 where there were none.
     * @param windowSeconds Of how many seconds this tells.
     */
    record Rate(double perSecond, double failedShare, int windowSeconds) {}

    /** Takes the counters as they are now, once a second. */
    void sample(long count, long failed, long nowNanos) {
        samples.addLast(new Sample(count, failed, nowNanos));
        while (samples.size() > WINDOW_SECONDS + 1) {
            samples.removeFirst();
        }
    }

    Rate rate() {
        if (samples.size() < 2) {
            return new Rate(0, 0, 0);
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double seconds = (last.nanos() - first.nanos()) / NANOS_PER_SECOND;
        long count = last.count() - first.count();
        long failed = last.failed() - first.failed();
        return new Rate(
                seconds > 0 ? Math.round(10 * count / seconds) / 10.0 : 0,
                count > 0 ? (double) failed / count : 0,
                (int) Math.round(seconds));
    }
}
