package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Whether all coordinators hold the same: the hashes of their states, compared at equal indexes. */
final class Replicas {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Cluster cluster;
    private final Map<Long, Map<String, Set<String>>> namesByHashByIndex = new TreeMap<>();

    private Replicas(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Looks until each was seen at an index at which another was; gives the indexes at which two differ. */
    static List<String> differences(Cluster cluster) {
        var replicas = new Replicas(cluster);
        Await.until("all coordinators to be seen at an index in common", LIMIT, replicas::look, replicas::toString);
        List<String> differences = new ArrayList<>();
        replicas.namesByHashByIndex.forEach((index, byHash) -> {
            if (byHash.size() > 1) {
                differences.add("at index %d: %s".formatted(index, byHash));
            }
        });
        return differences;
    }

    private boolean look() {
        List<Node> running =
                cluster.coordinators().stream().filter(Node::isAlive).toList();
        for (Node node : running) {
            var answer = node.get("/api/v1/cluster");
            if (answer.isOk()) {
                JsonNode json = answer.json();
                namesByHashByIndex
                        .computeIfAbsent(json.path("index").asLong(), index -> new TreeMap<>())
                        .computeIfAbsent(json.path("hash").asString(""), hash -> new TreeSet<>())
                        .add(node.name());
            }
        }
        return namesByHashByIndex.values().stream()
                .map(byHash -> byHash.values().stream().mapToInt(Set::size).sum())
                .anyMatch(names -> names >= running.size());
    }

    @Override
    public String toString() {
        return namesByHashByIndex.toString();
    }
}
