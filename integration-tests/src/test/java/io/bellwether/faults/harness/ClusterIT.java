package io.bellwether.faults.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The harness keeps its own promises: a whole cluster, views with times, and nothing left behind. */
final class ClusterIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aClusterBecomesWholeIsSeenToBreakAndLeavesNothingBehind() {
        List<String> notes = new ArrayList<>();
        var spec = ClusterSpec.of("harness", Profile.FAST).withCoordinators(1).withMembers("member-1", "member-2");
        var cluster = Cluster.start(
                spec.withEach(node -> node.isCoordinator()
                        ? node.withArguments("--cluster.raft.single-coordinator=true")
                        : node.withWrap("nice", "-n", "1").withEnvironment("CLUSTER_NODE_ZONE", "attic")),
                notes::add);
        try (cluster) {
            assertThat(cluster.leader()).map(Node::name).contains("coordinator-1");
            assertThat(cluster.node("member-1").get("/actuator/env").status()).isEqualTo(404);
            assertThat(cluster.node("coordinator-1")
                            .get("/api/v1/members/member-1")
                            .json()
                            .path("zone")
                            .asString())
                    .as("what a node was given in its environment")
                    .isEqualTo("attic");

            var victim = cluster.node("member-2");
            var observer = List.of(cluster.node("member-1"));
            long killed = System.nanoTime();
            assertThat(cluster.views().delays(observer, "member-2", killed, Duration.ZERO, Sighting::isGone))
                    .as("before anything was broken")
                    .isEmpty();
            victim.kill();
            assertThat(cluster.views().delays(observer, "member-2", killed, LIMIT, Sighting::isGone))
                    .containsKey("member-1");
            assertThat(cluster.views().of("member-1", "member-2", killed))
                    .extracting(Sighting::status)
                    .startsWith("HEALTHY")
                    .endsWith(Sighting.GONE);
            cluster.keep("this test looks at it");
            cluster.finished();
        }
        assertThat(cluster.nodes()).noneMatch(Node::isAlive);
        assertThat(cluster.folder()).isDirectory();
        assertThat(notes).singleElement().asString().contains(cluster.folder().toString(), "this test looks at it");
        assertThat(cluster.node("member-1").log()).isNotEmptyFile();
    }

    @Test
    void dataAndLogsGoOnlyWhenTheirUserCameToTheEnd() {
        List<String> notes = new ArrayList<>();
        var spec = ClusterSpec.of("harness", Profile.FAST).withCoordinators(1);
        var cutShort = Cluster.create(spec, notes::add);
        var whole = Cluster.create(spec, notes::add);

        cutShort.close();
        whole.finished();
        whole.close();

        assertThat(cutShort.folder()).isDirectory();
        assertThat(whole.folder()).doesNotExist();
        assertThat(notes).singleElement().asString().contains(cutShort.folder().toString());
    }
}
