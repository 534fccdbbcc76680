package io.bellwether.simulation.scenarios.links;

/**
 * A time for which a member was UNREACHABLE by the agreed log.
 *
 * @param untilNanos When it ended, or the end of the run where it did not.
 * @param removed Whether it ended in REMOVED.
 */
record Absence(int machine, long fromNanos, long untilNanos, boolean removed) {

    long nanos() {
        return untilNanos - fromNanos;
    }
}
