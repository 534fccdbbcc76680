package io.bellwether.simulation.report;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param subject who was measured: {@link #US} or a peer
 * @param metric what was measured, unique for its subject within a result
 * @param unit the unit of value and goal; empty for a count or a ratio
 * @param goal what we have promised; only on our own rows
 */
public record Row(
        String subject,
        String metric,
        String unit,
        double value,
        @Nullable Goal goal) {

    /** The subject of our own rows. */
    public static final String US = "bellwether";

    /** Refuses a goal on the row of a peer. */
    public Row {
        if (goal != null && !subject.equals(US)) {
            throw new IllegalArgumentException(
                    "only rows of %s may have a goal, got one for %s on '%s'".formatted(US, subject, metric));
        }
    }

    /** A row of ours with a goal. */
    public static Row ours(String metric, String unit, double value, Goal goal) {
        return new Row(US, metric, unit, value, Objects.requireNonNull(goal));
    }

    /** A count of ours of which there must be none. */
    public static Row none(String metric, long count) {
        return ours(metric, "", (double) count, Goal.exactly(0));
    }

    /** A row without a goal. */
    public static Row of(String subject, String metric, String unit, double value) {
        return new Row(subject, metric, unit, value, null);
    }

    /** Whether the goal is reached; null without a goal. */
    public @Nullable Boolean pass() {
        return goal == null ? null : goal.reachedBy(value);
    }
}
