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

/** A member that hears nothing but speaks, then a follower, then a member that hears but is not heard: each is found, alone. */
final class DeafTrial implements Trial {

    @Override
    public List<Row> on(NetworkedCluster broken, Consumer<String> notes) {
        Cluster cluster = broken.cluster();
        var times = Times.of(cluster.profile());
        var watch = new Watch(cluster, "deaf and mute", notes);
        find(broken, watch, "deaf member", cluster.members().get(2), Way.IN, times.deaf());
        find(broken, watch, "deaf follower", broken.follower(), Way.IN, times.deaf());
        find(broken, watch, "mute member", cluster.members().getFirst(), Way.OUT, times.silent());
        watch.oneHistory();
        return watch.rows();
    }

    private static void find(NetworkedCluster broken, Watch watch, String what, Node faulty, Way way, Duration atMost) {
        Cluster cluster = broken.cluster();
        var times = Times.of(cluster.profile());
        List<Node> others = broken.allBut(List.of(faulty));
        Node leader = cluster.awaitLeader(Duration.ofSeconds(20));
        watch.again();
        long begun = watch.event();
        broken.partition(List.of(faulty), others, EnumSet.of(way));
        watch.seen(
                what + ", UNREACHABLE in every other view after",
                atMost,
                others,
                faulty,
                sighting -> sighting.is("UNREACHABLE"));
        Await.pass(times.shortCut());
        watch.othersUntouched(what + ", healthy ones accused", List.of(faulty), others);
        watch.none(what + ", another leader", OneWayTrial.leads(leader) ? 0 : 1);
        if (way == Way.IN) {
            // Whoever is heard stays in the cluster, however ill.
            watch.none(what + ", removed", Journal.movesTo(leader, begun, faulty, "REMOVED"));
        }
        watch.again();
        broken.heal();
        watch.time(what + ", whole after the heal", Times.WHOLE, watch::isWhole);
        watch.othersUntouched(what + ", healthy ones accused after the heal", List.of(faulty), others);
    }
}
