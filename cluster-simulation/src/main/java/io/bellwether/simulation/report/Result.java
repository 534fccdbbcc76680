package io.bellwether.simulation.report;

import java.util.HashSet;
import java.util.List;

/** What a scenario has shown. Benchmarks and soak runs print the same shape. */
public record Result(String name, long seed, List<Row> rows) {

    /** Keeps its own copy of the rows; refuses two numbers for one thing. */
    public Result {
        rows = List.copyOf(rows);
        var seen = new HashSet<List<String>>();
        for (var row : rows) {
            if (!seen.add(List.of(row.subject(), row.metric(), row.unit()))) {
                throw new IllegalArgumentException(
                        "two rows for '%s' of %s in '%s'".formatted(row.metric(), row.subject(), name));
            }
        }
    }

    /** Whether every goal is reached. */
    public boolean pass() {
        return goalsMissed() == 0;
    }

    /** The count of goals. */
    public long goals() {
        return rows.stream().filter(row -> row.goal() != null).count();
    }

    /** The count of goals that were not reached. */
    public long goalsMissed() {
        return rows.stream().filter(row -> Boolean.FALSE.equals(row.pass())).count();
    }
}
