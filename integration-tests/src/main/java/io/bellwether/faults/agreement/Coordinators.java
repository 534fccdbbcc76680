package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.ClusterSpec;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Profile;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Three coordinators and nothing else, as these scenarios need them. */
final class Coordinators {

    static final Duration START_LIMIT = Duration.ofSeconds(90);
    static final Duration LEADER_LIMIT = Duration.ofSeconds(60);
    private static final int SNAPSHOT_THRESHOLD = 200;

    private Coordinators() {}

    /** Running, with a leader; snapshots are taken often, so that there are some. */
    static Cluster start(String name, Profile profile, Consumer<String> notes) {
        return start(name, profile, SNAPSHOT_THRESHOLD, notes);
    }

    /** The same, with snapshots after so many entries. */
    static Cluster start(String name, Profile profile, int snapshotThreshold, Consumer<String> notes) {
        var cluster = Cluster.create(
                ClusterSpec.of(name, profile)
                        .withCoordinators(3)
                        .withEach(node -> node.withArguments("--cluster.raft.snapshot-threshold=" + snapshotThreshold)),
                notes);
        try {
            startAll(cluster, cluster.coordinators());
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts these in this order and waits until they serve and one leads. */
    static void startAll(Cluster cluster, List<Node> order) {
        order.forEach(cluster::start);
        order.forEach(node -> node.awaitServing(START_LIMIT));
        cluster.awaitLeader(LEADER_LIMIT);
    }

    /** One that follows. */
    static Node follower(Cluster cluster, Node... butNot) {
        Node leader = cluster.awaitLeader(LEADER_LIMIT);
        return cluster.coordinators().stream()
                .filter(node -> node != leader && !List.of(butNot).contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** Whether nobody leads for all of this time. */
    static boolean isLeaderlessFor(Cluster cluster, Duration time) {
        return Await.holdsFor(time, () -> cluster.leader().isEmpty());
    }
}
