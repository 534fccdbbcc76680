package io.bellwether.faults.network;

import io.bellwether.devservices.netns.Way;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Links that are down for 5 s and up for 5 s: one between the leader and a follower, one between two members, and all of
 * another member. The two links move nobody; the member is damped; nobody else is touched.
 */
final class FlipTrial implements Trial {

    private static final int CYCLES = 3;
    private static final int UNREACHABLE_MAX = 2;

    @Override
    public List<Row> on(NetworkedCluster broken, Consumer<String> notes) {
        Cluster cluster = broken.cluster();
        var watch = new Watch(cluster, "links that flip", notes);
        Node leader = cluster.awaitLeader(Duration.ofSeconds(20));
        Node follower = broken.follower();
        List<Node> members = cluster.members();
        List<Node> flipping = List.of(members.getLast());
        List<Node> others = broken.allBut(flipping);
        var both = Set.of(Way.IN, Way.OUT);
        long term = OneWayTrial.term(leader);
        try (var writes = Writes.begin(cluster, List.of(leader), "flip")) {
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                broken.partition(List.of(leader), List.of(follower), both);
                broken.partition(List.of(members.get(0)), List.of(members.get(1)), both);
                broken.partition(flipping, others, both);
                Await.pass(Times.FLIP);
                broken.heal();
                Await.pass(Times.FLIP);
            }
            watch.none(
                    "writes at the leader refused",
                    writes.after(watch.nanos()).stream()
                            .filter(attempt -> !attempt.acknowledged())
                            .count());
        }
        watch.none("changes of leader or term", OneWayTrial.term(leader) == term && OneWayTrial.leads(leader) ? 0 : 1);
        watch.othersUntouched("healthy ones accused", flipping, others);
        watch.add(Row.ours(
                watch.named("UNREACHABLE commits of the member that comes and goes"),
                "",
                (double) Journal.movesTo(leader, watch.event(), members.getLast(), "UNREACHABLE"),
                Goal.atMost(UNREACHABLE_MAX)));
        watch.oneHistory();
        return watch.rows();
    }
}
