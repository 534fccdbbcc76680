package io.bellwether.faults.network;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One member loses 80 % of all that it sends and is sent: it is found, it alone, and it is not removed while it is heard. */
final class LossTrial implements Trial {

    private static final int PERCENT = 80;
    private static final int UNREACHABLE_MAX = 2;

    @Override
    public List<Row> on(NetworkedCluster broken, Consumer<String> notes) {
        Cluster cluster = broken.cluster();
        var times = Times.of(cluster.profile());
        var watch = new Watch(cluster, "80 % loss", notes);
        Node lossy = cluster.members().get(1);
        List<Node> others = broken.allBut(List.of(lossy));
        long begun = watch.event();
        broken.loss(lossy, PERCENT);
        watch.seen(
                "UNREACHABLE in every other view after",
                times.lossy(),
                others,
                lossy,
                sighting -> sighting.is("UNREACHABLE"));
        Await.pass(times.cut());
        watch.othersUntouched("healthy ones accused", List.of(lossy), others);
        watch.again();
        broken.heal();
        watch.time("whole after the heal", times.back(), watch::isWhole);
        watch.othersUntouched("healthy ones accused after the heal", List.of(lossy), others);
        Node leader = cluster.awaitLeader(Duration.ofSeconds(20));
        watch.add(Row.ours(
                watch.named("UNREACHABLE commits of the lossy one"),
                "",
                (double) Journal.movesTo(leader, begun, lossy, "UNREACHABLE"),
                Goal.atMost(UNREACHABLE_MAX)));
        watch.none("the lossy one removed", Journal.movesTo(leader, begun, lossy, "REMOVED"));
        watch.oneHistory();
        return watch.rows();
    }
}
