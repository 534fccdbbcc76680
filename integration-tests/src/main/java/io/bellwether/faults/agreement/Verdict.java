package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.simulation.report.Row;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in the end, whatever was done: writes that are gone, replicas that differ, coordinators not shown. */
final class Verdict {

    private final List<String> lost = new ArrayList<>();
    private final List<String> different = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** Asks every coordinator for all that was acknowledged, compares their states, and looks whom they show. */
    void look(Cluster cluster, Ledger ledger) {
        lost.addAll(ledger.lost());
        different.addAll(Replicas.differences(cluster));
        missing.addAll(Presence.missing(cluster));
        if (!lost.isEmpty() || !different.isEmpty() || !missing.isEmpty()) {
            cluster.keep("%s %s %s".formatted(lost, different, missing));
        }
    }

    int lost() {
        return lost.size();
    }

    List<Row> rows() {
        return List.of(
                Row.none("acknowledged writes lost", lost.size()),
                Row.none("indexes at which replicas differ", different.size()),
                Row.none("coordinators that another one does not show", missing.size()));
    }
}
