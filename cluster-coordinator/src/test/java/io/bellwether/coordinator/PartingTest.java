package io.bellwether.coordinator;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How coordinators leave that are asked to stop, one of them or all. */
class PartingTest {

    @TempDir
    Path folder;

    private LivingCluster cluster = new LivingCluster(Path.of("."));

    @BeforeEach
    void gather() {
        cluster = new LivingCluster(folder).timed("default").polite().startAll();
        awaitHealthy();
    }

    private void awaitHealthy() {
        await("three are well").atMost(ofSeconds(60)).untilAsserted(() -> {
            for (String name : cluster.names()) {
                assertThat(cluster.states(name).values()).containsExactly("HEALTHY", "HEALTHY", "HEALTHY");
            }
        });
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void allThatAreStoppedTogetherSayGoodByeAndComeBackAsIfTheyHadNeverBeenGone() throws Exception {
        long before = cluster.json(cluster.get(cluster.names().getFirst(), "/api/v1/events?limit=1"))
                .get("newest")
                .asLong();
        cluster.stopTogether(cluster.names());

        cluster.startAll();

        awaitHealthy();
        JsonNode events = cluster.json(
                        cluster.get(cluster.names().getFirst(), "/api/v1/events?limit=500&after=" + before))
                .get("events");
        assertThat(events.findValuesAsString("to").stream().filter("LEAVING"::equals))
                .hasSize(3);
        assertThat(events.findValuesAsString("cause")).contains("REJOIN").doesNotContain("RESTART", "FLAPPING");
    }

    @Test
    void aLeaderThatIsStoppedHandsLeadershipOverBeforeAnybodyMissesIt() throws Exception {
        await("a leader").atMost(ofSeconds(10)).until(() -> cluster.leader() != null);
        String old = requireNonNull(cluster.leader());
        long term = cluster.host(old).log().term();
        List<String> left =
                cluster.names().stream().filter(name -> !name.equals(old)).toList();

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> cluster.stop(old));

        await("another leads while the old one still answers")
                .atMost(ofSeconds(10))
                .pollInterval(ofMillis(10))
                .until(() ->
                        left.stream().anyMatch(name -> cluster.host(name).log().leading()));
        stopping.join();
        assertThat(cluster.host(left.getFirst()).log().term()).isEqualTo(term + 1);
        await("it has left")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(cluster.states(left.getFirst()))
                        .doesNotContainEntry(old, "HEALTHY")
                        .doesNotContainEntry(old, "UNREACHABLE"));
    }
}
