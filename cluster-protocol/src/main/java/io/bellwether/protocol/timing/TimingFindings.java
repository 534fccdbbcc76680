package io.bellwether.protocol.timing;

import java.util.List;

/**
 * What {@link TimingRules} found.
 *
 * @param problems What must be changed before anything starts, in the order of the settings.
 * @param works The profile with the values of all problems put in.
 * @param votersWork The number of voters, likewise.
 */
public record TimingFindings(List<TimingProblem> problems, TimingProfile works, int votersWork) {

    public TimingFindings {
        problems = List.copyOf(problems);
    }

    /** Whether it may start. */
    public boolean isFine() {
        return problems.isEmpty();
    }
}
