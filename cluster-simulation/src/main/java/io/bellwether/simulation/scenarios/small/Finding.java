package io.bellwether.simulation.scenarios.small;

import java.util.List;

/**
 * What came of one case. Times count from when the trouble began, -1 where there was nothing to time.
 *
 * @param problems What was other than it must be; empty if all is well.
 * @param degraded Whether somebody was DEGRADED before the network healed.
 * @param protectedFromRemoval Whether protection had to stop removal.
 * @param unreachableNanos When the last survivor knew of the last loss, less the time of the election.
 * @param removedNanos When the last removal was committed.
 * @param electionNanos When the successor of a leader that died or was cut off began to lead.
 * @param healedNanos After the end of the trouble, when all were in and of one mind again.
 * @param accusations How often somebody was accused who must be kept.
 * @param leaderChanges Terms that began without need.
 * @param brokenPromises Invariants that broke.
 * @param hash Of the whole run.
 */
record Finding(
        SmallCase tried,
        String undecided,
        List<String> problems,
        boolean degraded,
        boolean protectedFromRemoval,
        long unreachableNanos,
        long removedNanos,
        long electionNanos,
        long healedNanos,
        int accusations,
        int leaderChanges,
        int brokenPromises,
        long virtualNanos,
        long hash) {

    Finding {
        problems = List.copyOf(problems);
    }

    boolean isDecided() {
        return undecided.isEmpty();
    }

    boolean isFailed() {
        return !problems.isEmpty();
    }
}
