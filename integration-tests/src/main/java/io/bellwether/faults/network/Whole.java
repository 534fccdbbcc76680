package io.bellwether.faults.network;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import java.util.HashSet;
import java.util.Set;

/** When a cluster counts as whole. */
final class Whole {

    /** Of members that have nothing to prove. A score may be low where the machine is busy. */
    private static final Set<String> WELL = Set.of("HEALTHY", "DEGRADED");

    /** Of members that nobody has anything against. */
    static final Set<String> PRESENT = Set.of("HEALTHY", "DEGRADED", "RECOVERING");

    private Whole() {}

    /** Whether every process holds everybody, nobody lost, in the same view, and may write. One that lags shows old views. */
    static boolean isWhole(Cluster cluster) {
        return all(cluster, PRESENT);
    }

    /** The same, and nobody has to prove itself any more. */
    static boolean isSettled(Cluster cluster) {
        return all(cluster, WELL);
    }

    private static boolean all(Cluster cluster, Set<String> states) {
        var versions = new HashSet<Long>();
        for (Node node : cluster.nodes()) {
            var statuses = cluster.statuses(node);
            if (statuses.size() != cluster.nodes().size() || !states.containsAll(statuses.values())) {
                return false;
            }
            var answer = node.get(node.isCoordinator() ? "/cluster/status" : "/actuator/cluster");
            if (!answer.isOk() || !answer.json().path("mode").asString("").equals("READ_WRITE")) {
                return false;
            }
            versions.add(answer.json().path("version").asLong(-1));
        }
        return versions.size() == 1 && !versions.contains(-1L) && isSeen(cluster, states);
    }

    /** Whether those who watch the views have seen it too: what they saw last counts at the beginning of what follows. */
    private static boolean isSeen(Cluster cluster, Set<String> states) {
        return cluster.nodes().stream()
                .allMatch(observer -> cluster.nodes().stream()
                        .allMatch(subject -> cluster.views()
                                .latest(observer.name(), subject.name())
                                .filter(sighting -> states.contains(sighting.status()))
                                .isPresent()));
    }

    /** What every process says, for the message of whoever waited in vain. */
    static String views(Cluster cluster) {
        var views = new StringBuilder();
        cluster.nodes()
                .forEach(node -> views.append(node)
                        .append(": ")
                        .append(cluster.statuses(node))
                        .append("; "));
        return views.toString();
    }
}
