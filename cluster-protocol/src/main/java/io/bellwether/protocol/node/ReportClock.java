package io.bellwether.protocol.node;

/** When to report: once a beat, and soon after something changed, so that changes that come together go together. */
final class ReportClock {

    private final long beatNanos;
    private long nextNanos;
    private long earliestNanos;
    private boolean soon;
    private long sequence;

    ReportClock(long beatNanos, long phaseNanos, long nowNanos) {
        this.beatNanos = beatNanos;
        this.nextNanos = nowNanos + phaseNanos;
        this.earliestNanos = nowNanos;
    }

    /** Something changed that the coordinators should know. */
    void changed() {
        soon = true;
    }

    boolean isDue(long nowNanos) {
        return nowNanos - nextNanos >= 0 || (soon && nowNanos - earliestNanos >= 0);
    }

    /** The number of the report that is sent now. */
    long take(long nowNanos) {
        soon = false;
        earliestNanos = nowNanos + beatNanos / 20;
        while (nowNanos - nextNanos >= 0) {
            nextNanos += beatNanos;
        }
        return ++sequence;
    }

    long deadlineNanos(long otherwise) {
        long due = soon && earliestNanos - nextNanos < 0 ? earliestNanos : nextNanos;
        return due - otherwise < 0 ? due : otherwise;
    }
}
