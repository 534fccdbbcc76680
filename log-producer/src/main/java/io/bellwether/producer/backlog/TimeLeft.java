package io.bellwether.producer.backlog;

import java.time.Duration;

/** What is left of the time that several steps have together. */
final class TimeLeft {

    private final long begun = System.nanoTime();
    private final Duration limit;

    TimeLeft(Duration limit) {
        this.limit = limit;
    }

    /** Zero when it is over. */
    Duration now() {
        Duration left = limit.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOver() {
        return now().isZero();
    }
}
