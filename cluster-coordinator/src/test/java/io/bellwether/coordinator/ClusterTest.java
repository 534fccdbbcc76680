package io.bellwether.coordinator;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three coordinators and three agents that live: they gather, lose one of each, and come back. */
class ClusterTest {

    private static final List<String> SERVICES = List.of("service-1", "service-2", "service-3");

    @TempDir
    Path folder;

    private LivingCluster cluster;

    @AfterEach
    void close() {
        cluster.close();
    }

    private void gather() {
        cluster = new LivingCluster(folder).startAll();
        SERVICES.forEach(cluster::startAgent);
        awaitAll("six members", ofSeconds(30), 6);
    }

    private void awaitAll(String what, Duration limit, int members) {
        await(what).atMost(limit).pollInterval(ofMillis(100)).untilAsserted(() -> {
            for (String name : cluster.runningNames()) {
                JsonNode status = cluster.status(name);
                assertThat(status.get("totalNodes").asInt())
                        .as("%s %s", name, status)
                        .isEqualTo(members);
                assertThat(status.get("healthyNodes").asInt())
                        .as("%s %s", name, status)
                        .isEqualTo(members);
                assertThat(status.get("hasQuorum").asBoolean())
                        .as("%s %s", name, status)
                        .isTrue();
            }
        });
    }

    @Test
    void sixMembersGatherAndEveryCoordinatorTellsTheSame() throws Exception {
        gather();

        assertThat(cluster.leader()).isNotNull();
        for (String name : cluster.names()) {
            JsonNode status = cluster.status(name);
            assertThat(status.get("leader").asString()).isEqualTo(cluster.leader());
            JsonNode member = status.get("membership").get("service-1");
            assertThat(member.get("nodeId").asString()).isEqualTo("service-1");
            assertThat(member.get("status").asString()).isEqualTo("HEALTHY");
            assertThat(member.get("healthScore").asInt()).isBetween(1, 100);
            assertThat(member.get("phiScore").asDouble()).isBetween(0.0, 8.0);
            assertThat(member.get("lastHeartbeatTime").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            var ready = cluster.get(name, "/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body()).contains("\"status\":\"ready\"", "\"leaderKnown\":true");
        }
    }

    @Test
    void anAgentThatDiesIsUnreachableAndThenRemovedEverywhere() {
        gather();

        var dead = cluster.agents().get("service-2");
        Objects.requireNonNull(dead).kill();

        for (String name : cluster.names()) {
            await(name + " finds it unreachable")
                    .atMost(ofSeconds(6))
                    .untilAsserted(() -> assertThat(cluster.states(name)).containsEntry("service-2", "UNREACHABLE"));
        }
        for (String name : cluster.names()) {
            await(name + " has removed it")
                    .atMost(ofSeconds(15))
                    .untilAsserted(() -> assertThat(cluster.states(name)).doesNotContainKey("service-2"));
        }
    }

    @Test
    void whenTheLeaderStopsAnotherLeadsSoonAndLetsMembersIn() throws Exception {
        gather();
        String old = Objects.requireNonNull(cluster.leader());

        cluster.stop(old);
        long stopped = System.nanoTime();

        await("another leads")
                .atMost(ofMillis(2_200))
                .pollInterval(ofMillis(20))
                .until(() -> cluster.leader() != null);
        System.out.printf("new leader after %d ms%n", (System.nanoTime() - stopped) / 1_000_000);
        cluster.startAgent("service-4");
        for (String name : cluster.runningNames()) {
            await("it is in")
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(cluster.states(name)).containsEntry("service-4", "HEALTHY"));
        }
    }

    @Test
    void allThatWasAgreedIsThereAfterARestartOfAll() throws Exception {
        gather();
        Map<String, Long> before = incarnations(cluster.names().getFirst());
        long epoch = cluster.status(cluster.names().getFirst()).get("epoch").asLong();

        cluster.names().forEach(cluster::stop);
        cluster.startAll();

        await("the services are who they were").atMost(ofSeconds(30)).untilAsserted(() -> {
            for (String name : cluster.names()) {
                Map<String, Long> now = incarnations(name);
                SERVICES.forEach(service -> assertThat(now).containsEntry(service, before.get(service)));
                assertThat(cluster.status(name).get("epoch").asLong()).isGreaterThanOrEqualTo(epoch);
                assertThat(cluster.status(name).get("hasQuorum").asBoolean()).isTrue();
            }
        });
        awaitAll("all are well again", ofSeconds(40), 6);
    }

    private Map<String, Long> incarnations(String name) throws Exception {
        Map<String, Long> incarnations = new TreeMap<>();
        cluster.status(name)
                .get("membership")
                .properties()
                .forEach(each -> incarnations.put(
                        each.getKey(), each.getValue().get("incarnation").asLong()));
        return incarnations;
    }
}
