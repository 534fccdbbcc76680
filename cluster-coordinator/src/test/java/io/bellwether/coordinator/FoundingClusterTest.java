package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.node.Stage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Coordinators as they are started, from empty folders, and beside one that is empty again. */
class FoundingClusterTest {

    @TempDir
    Path folder;

    @Test
    void aClusterIsFoundedByAllAndAnEmptyFolderIsRefusedFromThenOn() throws Exception {
        try (var cluster = new LivingCluster(folder)) {
            cluster.start("coordinator-1");
            cluster.start("coordinator-2");
            for (String name : cluster.runningNames()) {
                await(name + " says whom it waits for").atMost(ofSeconds(10)).untilAsserted(() -> {
                    JsonNode founding = health(cluster, name, "founding");
                    assertThat(founding.path("status").asString()).isEqualTo("OUT_OF_SERVICE");
                    assertThat(founding.path("details").path("waitsFor").toString())
                            .isEqualTo("[\"coordinator-3\"]");
                    assertThat(health(cluster, name, "log").path("status").asString())
                            .isEqualTo("UP");
                    assertThat(probe(cluster, name, "readiness")).isEqualTo(503);
                    assertThat(probe(cluster, name, "liveness")).isEqualTo(200);
                });
            }
            assertThat(cluster.get("coordinator-1", "/actuator/prometheus").body())
                    .containsPattern("raft_founders_missing[^\\n]* 1\\.0");
            assertThat(cluster.get("coordinator-1", "/health/ready").statusCode())
                    .isEqualTo(503);

            // One more life before there is anything to remember.
            cluster.stop("coordinator-2");
            cluster.start("coordinator-2");
            cluster.start("coordinator-3");
            String leader = awaitLeader(cluster);
            assertThat(cluster.halts()).isEmpty();
            for (String name : cluster.names()) {
                assertThat(probe(cluster, name, "readiness")).isEqualTo(200);
                assertThat(probe(cluster, name, "liveness")).isEqualTo(200);
            }

            String emptied = cluster.names().stream()
                    .filter(name -> !name.equals(leader))
                    .findFirst()
                    .orElseThrow();
            cluster.stop(emptied);
            FileSystemUtils.deleteRecursively(cluster.data(emptied));
            cluster.start(emptied);

            await("it refuses")
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(cluster.halts())
                            .hasSize(1)
                            .allSatisfy(line -> assertThat(line)
                                    .startsWith(
                                            emptied + " refuses to start: there is nothing in its data folder, and ")
                                    .endsWith("'./bellwether voters replace %s'".formatted(emptied))));
            assertThat(cluster.host(emptied).log().running()).isFalse();
            assertThat(probe(cluster, emptied, "readiness")).isEqualTo(503);
            await("it never becomes a member, which would count as coming and going")
                    .during(ofSeconds(3))
                    .atMost(ofSeconds(5))
                    .until(() -> cluster.host(emptied).agent().view().now().stage() == Stage.OUTSIDE);
            assertThat(Files.exists(cluster.data(emptied).resolve("watermark"))).isFalse();

            cluster.stop(emptied);
            bringBack(cluster, emptied);
        }
    }

    /** As docs/operations/raft.md says, and in the wrong order first. */
    private static void bringBack(LivingCluster cluster, String emptied) throws IOException, InterruptedException {
        Files.createDirectories(cluster.data(emptied));
        Files.createFile(cluster.data(emptied).resolve("join"));
        cluster.start(emptied);
        await("it is still a voter, and waits")
                .during(ofSeconds(2))
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(health(cluster, emptied, "founding")
                                .path("details")
                                .path("waitsFor")
                                .toString())
                        .contains("a leader that does not count on it yet"));
        assertThat(cluster.host(emptied).log().running()).isFalse();

        List<String> others =
                cluster.names().stream().filter(name -> !name.equals(emptied)).toList();
        vote(cluster, others);
        await("it begins").atMost(ofSeconds(10)).until(() -> probe(cluster, emptied, "readiness") == 200);
        vote(cluster, cluster.names());

        await("it has what the leader has")
                .atMost(ofSeconds(20))
                .until(() -> cluster.host(emptied).log().isCaughtUp()
                        && cluster.host(emptied).log().voters().size() == 3);
    }

    private static void vote(LivingCluster cluster, List<String> names) throws IOException, InterruptedException {
        String voters = names.stream()
                .map(name ->
                        "{\"nodeId\": \"%s\", \"address\": \"127.0.0.1:%d\"}".formatted(name, cluster.raftPort(name)))
                .collect(Collectors.joining(", "));
        HttpResponse<String> answer = cluster.operate(
                awaitLeader(cluster),
                "PUT",
                "/api/v1/voters",
                "{\"meant\": true, \"voters\": [%s]}".formatted(voters),
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode health(LivingCluster cluster, String name, String part)
            throws IOException, InterruptedException {
        return cluster.json(cluster.get(name, "/actuator/health"))
                .path("components")
                .path(part);
    }

    private static int probe(LivingCluster cluster, String name, String probe)
            throws IOException, InterruptedException {
        return cluster.get(name, "/actuator/health/" + probe).statusCode();
    }

    private static String awaitLeader(LivingCluster cluster) {
        return await("a leader").atMost(ofSeconds(20)).until(cluster::leader, Objects::nonNull);
    }
}
