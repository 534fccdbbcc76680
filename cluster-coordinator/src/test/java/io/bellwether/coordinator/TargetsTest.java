package io.bellwether.coordinator;

import static io.bellwether.coordinator.ObservedCluster.JSON;
import static io.bellwether.coordinator.ObservedCluster.cluster;
import static io.bellwether.coordinator.ObservedCluster.kill;
import static io.bellwether.coordinator.ObservedCluster.leader;
import static io.bellwether.coordinator.ObservedCluster.startHealthy;
import static io.bellwether.coordinator.ObservedCluster.text;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.message.Rumour.Profile.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whom coordinators that live tell Prometheus to scrape. */
@ExtendWith(ObservedCluster.class)
class TargetsTest {

    private static JsonNode targets(String coordinator) throws Exception {
        return JSON.readTree(text(coordinator, "/prometheus/targets"));
    }

    private static @Nullable JsonNode of(String node, JsonNode targets) {
        List<JsonNode> found = new ArrayList<>();
        targets.forEach(group -> {
            if (group.at("/labels/node").asString().equals(node)) {
                found.add(group);
            }
        });
        assertThat(found).hasSizeLessThan(2);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static void describe(String agent, String... keysAndValues) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.add(new Entry(keysAndValues[i], keysAndValues[i + 1]));
        }
        Objects.requireNonNull(cluster().agents().get(agent)).agent.describe(entries);
    }

    @Test
    void everyCoordinatorIsATargetAndAllTellTheSame() {
        await("all know all").atMost(ofSeconds(10)).untilAsserted(() -> {
            JsonNode told = targets("coordinator-1");
            for (String name : cluster().names()) {
                JsonNode own = Objects.requireNonNull(of(name, told), name);
                assertThat(own.at("/targets/0").asString())
                        .isEqualTo(cluster().uri(name, "").getAuthority());
                assertThat(own.at("/labels/job").asString()).isEqualTo("cluster-coordinator");
                assertThat(own.at("/labels/__metrics_path__").asString()).isEqualTo("/actuator/prometheus");
                assertThat(own.at("/labels/__scheme__").asString()).isEqualTo("http");
                for (String other : cluster().names()) {
                    assertThat(of(name, targets(other))).isEqualTo(own);
                }
            }
        });
    }

    @Test
    void thereIsNothingInItThatMustNotBeSeenAndItIsPlainJson() throws Exception {
        var answer = cluster().get("coordinator-1", "/prometheus/targets");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).matches("(?i)application/json(;\\s*charset=\"?utf-8\"?)?"));
        assertThat(answer.body()).doesNotContain(LivingCluster.TOKEN);
    }

    @Test
    void aMemberIsScrapedWhereItSaysAndNotAtAllWhereItSaysNothing() throws Exception {
        startHealthy("measured");
        try {
            describe(
                    "measured",
                    "service",
                    "orders",
                    "url",
                    "http://10.0.0.1:80",
                    "metrics-url",
                    "https://a1b2/metrics");

            await("it is a target").atMost(ofSeconds(10)).untilAsserted(() -> {
                JsonNode own = Objects.requireNonNull(of("measured", targets("coordinator-1")));
                assertThat(own.at("/targets/0").asString()).isEqualTo("a1b2:443");
                assertThat(own.at("/labels"))
                        .isEqualTo(JSON.readTree(
                                "{'__metrics_path__': '/metrics', '__scheme__': 'https', 'job': 'orders', 'node': 'measured'}"
                                        .replace('\'', '"')));
            });
            assertThat(of("worker-1", targets("coordinator-1"))).isNull();
        } finally {
            kill("measured");
        }
    }

    @Test
    void whoIsUnreachableStaysATargetAndWhoIsRemovedGoes() {
        startHealthy("mourned");
        describe("mourned", "service", "orders", "metrics-url", "http://127.0.0.1:1/metrics");
        await("it is a target").atMost(ofSeconds(10)).until(() -> of("mourned", targets(leader())) != null);

        kill("mourned");

        await("it is lost and still a target").atMost(ofSeconds(10)).untilAsserted(() -> {
            assertThat(cluster().states(leader())).containsEntry("mourned", "UNREACHABLE");
            assertThat(of("mourned", targets(leader()))).isNotNull();
        });
        await("it is gone").atMost(ofSeconds(15)).until(() -> of("mourned", targets(leader())) == null);
    }

    @Test
    void whoWaitsForTheOthersOfItsClusterIsATargetAllTheSame(@TempDir Path folder) throws Exception {
        try (var alone = new LivingCluster(folder)) {
            alone.start("coordinator-2");

            JsonNode targets = JSON.readTree(
                    alone.get("coordinator-2", "/prometheus/targets").body());
            assertThat(targets).hasSize(1);
            assertThat(targets.at("/0/labels/node").asString()).isEqualTo("coordinator-2");
            assertThat(alone.get("coordinator-2", "/actuator/prometheus").body())
                    .contains("raft_founders_missing 2.0");
        }
    }
}
