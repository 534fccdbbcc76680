package io.bellwether.faults.network;

import io.bellwether.devservices.netns.Way;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.simulation.report.Row;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * A link between two nodes that passes in one direction only, either way: between the leader and a follower, and between two
 * members. All others hear both, so nobody is moved, nobody else leads, and writes go on.
 */
final class OneWayTrial implements Trial {

    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    @Override
    public List<Row> on(NetworkedCluster broken, Consumer<String> notes) {
        Cluster cluster = broken.cluster();
        var watch = new Watch(cluster, "one-way links", notes);
        Node leader = cluster.awaitLeader(Duration.ofSeconds(20));
        Node follower = broken.follower();
        List<Node> members = cluster.members();
        long term = term(leader);
        for (Way way : Way.values()) {
            String said = way == Way.IN ? "nothing from leader to follower: " : "nothing from follower to leader: ";
            try (var writes = Writes.begin(cluster, List.of(leader), "one-way")) {
                watch.again();
                broken.partition(List.of(follower), List.of(leader), EnumSet.of(way));
                // Together with the other link: what is promised of each holds for both at once.
                broken.partition(List.of(members.get(0)), List.of(members.get(1)), EnumSet.of(way));
                Await.pass(Times.of(cluster.profile()).shortCut());
                watch.none(said + "writes at the leader refused", refused(writes, watch.nanos()));
            }
            watch.othersUntouched(said + "members accused", List.of(), List.of(leader));
            watch.again();
            broken.heal();
            watch.time(
                    said + "the follower has caught up after the heal, after",
                    CATCH_UP,
                    () -> hasCaughtUp(follower, leader));
            watch.time(said + "whole after the heal", Times.WHOLE, watch::isWhole);
            watch.othersUntouched(said + "members accused after the heal", List.of(), cluster.nodes());
        }
        watch.none("changes of leader or term", term(leader) == term && leads(leader) ? 0 : 1);
        watch.oneHistory();
        return watch.rows();
    }

    private static long refused(Writes writes, long nanos) {
        return writes.after(nanos).stream()
                .filter(attempt -> !attempt.acknowledged())
                .count();
    }

    static boolean hasCaughtUp(Node follower, Node leader) {
        long committed = leader.get("/api/v1/cluster").json().path("index").asLong(Long.MAX_VALUE);
        return follower.get("/api/v1/cluster").json().path("index").asLong(0) >= committed - 1;
    }

    static long term(Node node) {
        return node.get("/api/v1/cluster").json().path("term").asLong(-1);
    }

    static boolean leads(Node node) {
        return node.get("/api/v1/cluster").json().path("role").asString("").equals("LEADER");
    }
}
