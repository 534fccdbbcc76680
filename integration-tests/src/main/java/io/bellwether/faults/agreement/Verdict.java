package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.simulation.report.Row;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in the end, whatever was done: acknowledged writes that are gone, and replicas that differ. */
final class Verdict {

    private final List<String> lost = new ArrayList<>();
    private final List<String> different = new ArrayList<>();

    /** Asks every coordinator for all that was acknowledged, and compares their states. */
    void look(Cluster cluster, Ledger ledger) {
        lost.addAll(ledger.lost());
        different.addAll(Replicas.differences(cluster));
        if (!lost.isEmpty() || !different.isEmpty()) {
            cluster.keep("%s %s".formatted(lost, different));
        }
    }

    int lost() {
        return lost.size();
    }

    List<Row> rows() {
        return List.of(
                Row.none("acknowledged writes lost", lost.size()),
                Row.none("indexes at which replicas differ", different.size()));
    }
}
