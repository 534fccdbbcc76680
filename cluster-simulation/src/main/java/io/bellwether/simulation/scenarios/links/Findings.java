package io.bellwether.simulation.scenarios.links;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Session;
import java.util.ArrayList;
import java.util.List;

/** Gathers the rows of one result, and the promises that its runs broke. */
final class Findings {

    /** Broken runs that are told; the row counts them all. */
    private static final int TOLD_MAX = 10;

    private final Session session;
    private final String name;
    private final List<Row> rows = new ArrayList<>();
    private int runs;
    private int broken;

    Findings(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    /** One of our runs has ended. */
    void ended(long seed, String which, String violation) {
        runs++;
        if (!violation.isEmpty()) {
            broken++;
            if (broken <= TOLD_MAX) {
                session.note("'%s' with seed %d breaks a promise: %s".formatted(which, seed, violation));
                session.note("  replay: ./bellwether sim %s --repeat 1 --trace --only '%s' --seed %d"
                        .formatted(name, which, seed));
            }
        }
    }

    void ours(String metric, String unit, double value) {
        rows.add(Row.of(Row.US, metric, unit, value));
    }

    void ours(String metric, String unit, double value, Goal goal) {
        rows.add(Row.ours(metric, unit, value, goal));
    }

    void peers(Peer peer, String metric, String unit, double value) {
        rows.add(Row.of(peer.name(), metric, unit, value));
    }

    void ours(String metric, String unit, long value) {
        ours(metric, unit, (double) value);
    }

    void ours(String metric, String unit, long value, Goal goal) {
        ours(metric, unit, (double) value, goal);
    }

    void peers(Peer peer, String metric, String unit, long value) {
        peers(peer, metric, unit, (double) value);
    }

    Result result() {
        ours("runs", "", runs);
        rows.add(Row.none("promises broken", broken));
        return new Result(name, session.settings().seed(), rows);
    }
}
