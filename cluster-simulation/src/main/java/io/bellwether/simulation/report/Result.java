package io.bellwether.simulation.report;

import java.util.List;

/** What a scenario has shown. The same shape is printed by benchmarks and soak runs. */
public record Result(String name, long seed, List<Row> rows) {

    /** Keeps its own copy of the rows. */
    public Result {
        rows = List.copyOf(rows);
    }

    /** Whether every goal is reached. */
    public boolean pass() {
        return rows.stream().allMatch(row -> row.goal() == null || row.goal().reachedBy(row.value()));
    }
}
