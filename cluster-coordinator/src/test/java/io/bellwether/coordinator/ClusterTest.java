package io.bellwether.coordinator;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.storage.Payload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three coordinators and three agents that live: they gather, lose one of each, and come back. */
class ClusterTest {

    private static final List<String> SERVICES = List.of("service-1", "service-2", "service-3");

    @TempDir
    Path folder;

    private @Nullable LivingCluster made;

    @AfterEach
    void close() {
        if (made != null) {
            made.close();
        }
    }

    private LivingCluster cluster() {
        return requireNonNull(made);
    }

    private void gather() {
        made = new LivingCluster(folder).startAll();
        SERVICES.forEach(cluster()::startAgent);
        awaitAll("six members", ofSeconds(30), 6);
    }

    private void awaitAll(String what, Duration limit, int members) {
        await(what).atMost(limit).pollInterval(ofMillis(100)).untilAsserted(() -> {
            for (String name : cluster().runningNames()) {
                JsonNode status = cluster().status(name);
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

        assertThat(cluster().leader()).isNotNull();
        for (String name : cluster().names()) {
            var read = cluster().get(name, "/api/v1/members?consistency=linearizable");
            assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
            JsonNode status = cluster().status(name);
            assertThat(status.get("leader").asString()).isEqualTo(cluster().leader());
            JsonNode member = status.get("membership").get("service-1");
            assertThat(member.get("nodeId").asString()).isEqualTo("service-1");
            assertThat(member.get("status").asString()).isEqualTo("HEALTHY");
            assertThat(member.get("healthScore").asInt()).isBetween(1, 100);
            assertThat(member.get("phiScore").asDouble()).isBetween(0.0, 8.0);
            assertThat(member.get("lastHeartbeatTime").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            var ready = cluster().get(name, "/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body()).contains("\"status\":\"ready\"", "\"leaderKnown\":true");
        }
    }

    @Test
    void anAgentThatDiesIsUnreachableAndThenRemovedEverywhere() {
        gather();

        var dead = cluster().agents().get("service-2");
        requireNonNull(dead).kill();

        for (String name : cluster().names()) {
            await(name + " finds it unreachable")
                    .atMost(ofSeconds(6))
                    .untilAsserted(() -> assertThat(cluster().states(name)).containsEntry("service-2", "UNREACHABLE"));
        }
        for (String name : cluster().names()) {
            await(name + " has removed it")
                    .atMost(ofSeconds(15))
                    .untilAsserted(() -> assertThat(cluster().states(name)).doesNotContainKey("service-2"));
        }
    }

    @Test
    void whenTheLeaderStopsAnotherLeadsSoonAndLetsMembersIn() throws Exception {
        gather();
        String old = requireNonNull(cluster().leader());

        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> cluster().stop(old));

        await("another leads")
                .atMost(ofMillis(2_200))
                .pollInterval(ofMillis(20))
                .untilAsserted(() -> {
                    String leader = cluster().leader();
                    assertThat(leader).isNotNull().isNotEqualTo(old);
                });
        stopping.join();
        cluster().startAgent("service-4");
        for (String name : cluster().runningNames()) {
            await("it is in")
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(cluster().states(name)).containsEntry("service-4", "HEALTHY"));
        }
    }

    @Test
    void aLeaderWithoutItsFollowersIsReadOnlyAndWritesAgainWhenOneIsBack() throws Exception {
        gather();
        String leader = requireNonNull(cluster().leader());
        List<String> followers =
                cluster().names().stream().filter(name -> !name.equals(leader)).toList();
        followers.forEach(cluster()::stop);

        await("it knows").atMost(ofSeconds(5)).untilAsserted(() -> {
            assertThat(cluster().status(leader).get("hasQuorum").asBoolean()).isFalse();
            assertThat(cluster().host(leader).log().leading()).isFalse();
        });
        var ready = cluster().get(leader, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"status\":\"not_ready\"");
        var read = cluster().get(leader, "/api/v1/members?consistency=linearizable");
        assertThat(read.statusCode()).isEqualTo(503);
        assertThat(read.headers().firstValue("Retry-After")).isPresent();
        assertThat(cluster().get(leader, "/api/v1/members").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> cluster()
                        .host(leader)
                        .consensus()
                        .propose("a", new Payload.Barrier())
                        .get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(NotProposedException.class)
                .hasMessage("No leader available");

        cluster().start(followers.getFirst());

        await("it writes again").atMost(ofSeconds(15)).untilAsserted(() -> {
            String again = cluster().leader();
            assertThat(again).isNotNull();
            assertThat(cluster()
                            .host(requireNonNull(again))
                            .consensus()
                            .propose("b", new Payload.Barrier())
                            .get(5, TimeUnit.SECONDS))
                    .isNotNull();
        });
    }

    @Test
    void allThatWasAgreedIsThereAfterARestartOfAll() throws Exception {
        gather();
        Map<String, Long> before = incarnations(cluster().names().getFirst());
        long epoch = cluster().status(cluster().names().getFirst()).get("epoch").asLong();

        for (String name : cluster().names()) {
            await(name + " has a snapshot to begin from")
                    .atMost(ofSeconds(20))
                    .until(() -> cluster().host(name).log().snapshotIndex() > 0);
        }
        cluster().names().forEach(cluster()::stop);
        cluster().startAll();

        await("the services are who they were").atMost(ofSeconds(30)).untilAsserted(() -> {
            for (String name : cluster().names()) {
                Map<String, Long> now = incarnations(name);
                SERVICES.forEach(service -> assertThat(now).containsEntry(service, before.get(service)));
                assertThat(cluster().status(name).get("epoch").asLong()).isGreaterThanOrEqualTo(epoch);
                assertThat(cluster().status(name).get("hasQuorum").asBoolean()).isTrue();
            }
        });
        assertThat(hashesAtOneIndex()).as("one state on all three").hasSize(1);
        awaitAll("all are well again", ofSeconds(40), 6);
    }

    /** The hashes of the state, asked for until all three coordinators happen to be at the same entry. */
    private Set<Long> hashesAtOneIndex() {
        Set<Long> hashes = new TreeSet<>();
        await("three replicas at one entry")
                .atMost(ofSeconds(20))
                .pollInterval(ofMillis(20))
                .until(() -> {
                    Set<Long> indexes = new TreeSet<>();
                    hashes.clear();
                    for (String name : cluster().names()) {
                        Replicated state = cluster().host(name).replicated();
                        indexes.add(state.index());
                        hashes.add(state.hash());
                    }
                    return indexes.size() == 1;
                });
        return hashes;
    }

    private Map<String, Long> incarnations(String name) throws Exception {
        Map<String, Long> incarnations = new TreeMap<>();
        cluster()
                .status(name)
                .get("membership")
                .properties()
                .forEach(each -> incarnations.put(
                        each.getKey(), each.getValue().get("incarnation").asLong()));
        return incarnations;
    }
}
