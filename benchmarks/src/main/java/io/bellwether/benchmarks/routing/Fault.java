package io.bellwether.benchmarks.routing;

import java.time.Duration;
import java.util.Locale;

/** What is done to one of three producers. */
enum Fault {
    /** Killed, and started again later. */
    KILL(6),
    /** Stopped, and goes on later. */
    STOP(3),
    /** Answers 300 ms later than it could, and then no more. */
    SLOW(6);

    static final Duration DELAY = Duration.ofMillis(300);

    private static final int BEGINS = 4;

    private final int share;

    Fault(int share) {
        this.share = share;
    }

    /** The name in options and rows. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When it begins and ends in a run of that length: in one of 60 s after 15 s, for 10 s, or for 20 s. */
    Timeline timeline(int seconds) {
        int begins = Math.max(2, seconds / BEGINS);
        return new Timeline(begins, begins + Math.max(2, seconds / share), seconds);
    }

    /**
     * The seconds of a run.
     *
     * @param beginsAt When the fault begins.
     * @param endsAt When it ends.
     * @param seconds When the run is over.
     */
    record Timeline(int beginsAt, int endsAt, int seconds) {

        Timeline {
            if (beginsAt < 1 || endsAt <= beginsAt || seconds <= endsAt) {
                throw new IllegalArgumentException(
                        "a fault from %d to %d s does not fit into %d s".formatted(beginsAt, endsAt, seconds));
            }
        }
    }
}
