package io.bellwether.faults.network;

import io.bellwether.devservices.netns.Way;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Sighting;
import io.bellwether.simulation.report.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The leader and a member on one side, two coordinators and the other members on the other: the side without a majority
 * reads only, the other goes on, and after the heal there is one history.
 */
final class PartitionTrial implements Trial {

    private static final String WITHOUT = "without a majority: ";
    private static final String WITH = "with a majority: ";

    @Override
    public List<Row> on(NetworkedCluster broken, Consumer<String> notes) {
        Cluster cluster = broken.cluster();
        var times = Times.of(cluster.profile());
        var watch = new Watch(cluster, "2/1 partition", notes);
        Node oldLeader = cluster.awaitLeader(Duration.ofSeconds(20));
        Node member = cluster.members().getFirst();
        List<Node> smaller = List.of(oldLeader, member);
        List<Node> larger = broken.allBut(smaller);
        var voters = larger.stream().filter(Node::isCoordinator).toList();
        try (var there = Writes.begin(cluster, voters, "larger");
                var here = Writes.begin(cluster, List.of(oldLeader), "smaller")) {
            Await.pass(Duration.ofSeconds(1));
            watch.again();
            broken.partition(smaller, larger, Set.of(Way.IN, Way.OUT));
            long cut = System.nanoTime();
            watch.time(
                    WITHOUT + "read-only after", times.readOnly(), () -> isReadOnly(oldLeader) && isReadOnly(member));
            Await.isTrueWithin(
                    times.failover().plusSeconds(10),
                    () -> there.firstAcknowledged(cut).isPresent());
            watch.seconds(
                    WITH + "a write is acknowledged after",
                    there.firstAcknowledged(cut)
                            .map(time -> time.toMillis() / 1e3)
                            .orElse(999.0),
                    times.failover());
            for (Node lost : smaller) {
                watch.seen(WITH + lost + " removed after", times.cut(), larger, lost, Sighting::isGone);
            }
            watch.none(
                    WITHOUT + "writes acknowledged",
                    here.after(cut).stream()
                            .filter(Writes.Attempt::acknowledged)
                            .count());
            watch.none(WITHOUT + "reads refused", readsRefused(smaller));
            watch.none(WITH + "writes refused after the first was acknowledged", there.brokenOff(cut));
            watch.othersUntouched(WITH + "healthy ones accused", smaller, larger);

            watch.again();
            broken.heal();
            watch.time(
                    "a write by the former leader is acknowledged after the heal, after",
                    Times.WHOLE,
                    () -> cluster.change(oldLeader, "PUT", "/api/v1/config/netns/healed", "text/plain", "healed")
                            .isOk());
            watch.time("whole after the heal", Times.WHOLE, watch::isWhole);
            there.close();
            here.close();
            watch.none("acknowledged writes lost", there.missingAt(oldLeader) + here.missingAt(voters.getFirst()));
        }
        watch.othersUntouched("healthy ones accused after the heal", smaller, larger);
        watch.oneHistory();
        return watch.rows();
    }

    private static boolean isReadOnly(Node node) {
        var answer = node.get(node.isCoordinator() ? "/cluster/status" : "/actuator/cluster");
        return answer.isOk() && answer.json().path("mode").asString("").equals("READ_ONLY");
    }

    /** Reads that are not answered, or whose answer does not say how old it is. */
    private static long readsRefused(List<Node> nodes) {
        return nodes.stream()
                .filter(Node::isCoordinator)
                .filter(node -> {
                    var answer = node.get("/cluster/status");
                    return !answer.isOk()
                            || answer.header("X-Cluster-Staleness-Ms")
                                            .map(Long::parseLong)
                                            .orElse(0L)
                                    == 0
                            || answer.json().path("hasQuorum").asBoolean(true);
                })
                .count();
    }
}
