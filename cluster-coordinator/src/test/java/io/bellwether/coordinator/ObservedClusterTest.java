package io.bellwether.coordinator;

import static io.bellwether.coordinator.ObservedCluster.JSON;
import static io.bellwether.coordinator.ObservedCluster.cluster;
import static io.bellwether.coordinator.ObservedCluster.follower;
import static io.bellwether.coordinator.ObservedCluster.kill;
import static io.bellwether.coordinator.ObservedCluster.leader;
import static io.bellwether.coordinator.ObservedCluster.read;
import static io.bellwether.coordinator.ObservedCluster.startHealthy;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What people see of three coordinators and two agents, over HTTP. */
@ExtendWith(ObservedCluster.class)
class ObservedClusterTest {

    private static JsonNode explain(String name, String member) throws Exception {
        return read(name, "/api/v1/members/" + member + "/explain");
    }

    @Test
    void theLeaderExplainsAHealthyMemberCompletely() {
        await("reports of all").atMost(ofSeconds(10)).untilAsserted(() -> {
            JsonNode why = explain(leader(), "worker-1");

            assertThat(why.get("status").asString()).isEqualTo("HEALTHY");
            assertThat(why.get("summary").asString()).startsWith("HEALTHY for ").contains(". 4 of 4 observers hear it");
            assertThat(why.get("source").get("complete").asBoolean()).isTrue();
            assertThat(why.get("observers").get("needed").asInt()).isEqualTo(3);
            assertThat(why.get("observers").get("each"))
                    .hasSize(4)
                    .allSatisfy(observer -> {
                        assertThat(observer.get("edge").asString()).isEqualTo("GOOD");
                        assertThat(observer.get("counts").asBoolean()).isTrue();
                        assertThat(observer.get("lastBeatMillis").asLong()).isBetween(0L, 2_000L);
                    })
                    .anySatisfy(own -> assertThat(own.get("phi").isNumber()).isTrue());
            assertThat(why.get("health").get("terms")).isNotEmpty().allSatisfy(term -> {
                assertThat(term.get("unit").asString()).isNotBlank();
                assertThat(term.get("points").asInt()).isBetween(0, 100);
                assertThat(term.get("input").isNull()).isTrue();
            });
            assertThat(why.get("damping").get("quarantineFrom").asInt()).isEqualTo(1_800);
            assertThat(why.get("events"))
                    .anySatisfy(event -> assertThat(event.get("to").asString()).isEqualTo("HEALTHY"));
        });
    }

    @Test
    void aCoordinatorTellsItsOwnInputs() throws Exception {
        String leader = leader();

        assertThat(explain(leader, leader).get("health").get("terms"))
                .anySatisfy(term -> assertThat(term.get("input").isNumber()).isTrue());
    }

    @Test
    void aFollowerSaysWhatItKnowsAndThatItIsNotAll() throws Exception {
        JsonNode why = explain(follower(), "worker-1");

        assertThat(why.get("source").get("complete").asBoolean()).isFalse();
        assertThat(why.get("source").get("role").asString()).isEqualTo("FOLLOWER");
        assertThat(why.get("source").get("note").asString()).contains("?at=leader");
        assertThat(why.get("observers").get("each")).hasSize(4);
    }

    @Test
    void whoWantsAllIsSentToTheLeader() throws Exception {
        HttpResponse<String> answer = cluster().get(follower(), "/api/v1/members/worker-1/explain?at=leader");

        assertThat(answer.statusCode()).isEqualTo(307);
        URI there = URI.create(answer.headers().firstValue("Location").orElseThrow());
        HttpResponse<String> complete = cluster().send(HttpRequest.newBuilder(there));
        assertThat(JSON.readTree(complete.body()).get("source").get("complete").asBoolean())
                .isTrue();
    }

    @Test
    void whoIsLostIsExplainedAndWhoIsGoneStillIs() {
        startHealthy("victim");

        kill("victim");

        await("it is lost").atMost(ofSeconds(10)).untilAsserted(() -> {
            JsonNode why = explain(leader(), "victim");
            assertThat(why.get("status").asString()).isEqualTo("UNREACHABLE");
            assertThat(why.get("summary").asString())
                    .startsWith("UNREACHABLE for ")
                    .contains("enough observers lost it. ", " observers accuse it, ", "Removed ");
            assertThat(why.get("evidence").asString()).contains("observers find it bad");
            assertThat(why.get("timers").get(0).get("what").asString()).isEqualTo("removal");
            assertThat(why.get("timers").get(0).get("inMillis").asLong()).isLessThanOrEqualTo(4_000L);
            assertThat(why.get("damping").get("points").asInt()).isBetween(500, 1_000);
            assertThat(why.get("damping").get("timesUnreachable").asInt()).isOne();
        });
        await("it is gone").atMost(ofSeconds(15)).untilAsserted(() -> {
            JsonNode why = explain(leader(), "victim");
            assertThat(why.get("status").asString()).isEqualTo("REMOVED");
            assertThat(why.get("summary").asString()).contains("not heard for the failure timeout");
            assertThat(why.get("events").size()).isBetween(3, 10);
            assertThat(why.get("health").isNull()).isTrue();
        });
    }

    @Test
    void everyCoordinatorTellsATransitionOnceWithWhatLedToIt() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var ours = (Logger) LoggerFactory.getLogger("io.bellwether");
        Level before = ours.getLevel();
        // What is good news is told at INFO, which other tests have no eyes for.
        ours.setLevel(Level.INFO);
        ours.addAppender(lines);
        try {
            startHealthy("told");
            kill("told");
            await("it is gone everywhere").atMost(ofSeconds(20)).untilAsserted(() -> {
                for (String name : cluster().names()) {
                    assertThat(cluster().states(name)).doesNotContainKey("told");
                }
            });
        } finally {
            ours.detachAppender(lines);
            ours.setLevel(before);
        }

        List<String> told = List.copyOf(lines.list).stream()
                .map(ObservedClusterTest::facts)
                .filter(facts -> "told".equals(facts.get("node"))
                        && facts.getOrDefault("self", "").startsWith("coordinator-"))
                .map(facts -> {
                    assertThat(facts).containsKeys("from", "cause", "evidence", "epoch", "version", "incarnation");
                    return "%s %s %s".formatted(facts.get("self"), facts.get("action"), facts.get("to"));
                })
                .toList();
        for (String name : cluster().names()) {
            assertThat(told)
                    .contains(
                            name + " member.transition HEALTHY",
                            name + " member.transition UNREACHABLE",
                            name + " member.transition REMOVED")
                    .doesNotHaveDuplicates();
        }
        assertThat(told).noneMatch(line -> line.contains("member.state.changed"));
    }

    private static Map<String, String> facts(ILoggingEvent line) {
        Map<String, String> facts = new TreeMap<>();
        if (line.getKeyValuePairs() != null) {
            line.getKeyValuePairs().forEach(pair -> facts.put(pair.key, String.valueOf(pair.value)));
        }
        return facts;
    }

    @Test
    void aNameThatNobodyHadIsAProblem() throws Exception {
        for (String name : new String[] {"nobody", "no%20name"}) {
            HttpResponse<String> answer = cluster().get(leader(), "/api/v1/members/" + name + "/explain");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"code\":\"member-unknown\"", "\"hint\":");
        }
    }

    @Test
    void servicesSayWhereTheyAre() {
        await("all have said so").atMost(ofSeconds(10)).untilAsserted(() -> {
            JsonNode services = read(follower(), "/api/v1/services").get("services");
            assertThat(services.get("cluster-coordinator")).hasSize(3).allSatisfy(instance -> {
                assertThat(instance.get("url").asString()).startsWith("http://127.0.0.1:");
                assertThat(instance.get("state").asString()).isEqualTo("HEALTHY");
                assertThat(instance.get("score").isNumber()).isTrue();
                assertThat(instance.get("zone").isString()).isTrue();
            });
            assertThat(services.has("worker-1")).isFalse();
        });
    }

    @Test
    void everyMemberIsSeenToHoldTheSameState() {
        await("nobody is behind").atMost(ofSeconds(10)).untilAsserted(() -> {
            JsonNode views = read(follower(), "/api/v1/views");
            assertThat(views.get("members")).hasSizeGreaterThanOrEqualTo(5).allSatisfy(view -> {
                assertThat(view.get("behindVersions").asLong()).as("%s", view).isZero();
                assertThat(view.get("behindEpochs").asLong()).as("%s", view).isZero();
                assertThat(view.get("reportMillis").asLong()).isLessThan(2_000);
            });
        });
    }

    @Test
    void everyReadSaysOfWhichStateItIs() throws Exception {
        for (String path : new String[] {
            "/cluster/status",
            "/api/v1/cluster",
            "/api/v1/members",
            "/api/v1/members/worker-1",
            "/api/v1/members/worker-1/explain",
            "/api/v1/events",
            "/api/v1/services",
            "/api/v1/views",
            "/api/v1/config",
            "/api/list-brokers"
        }) {
            HttpResponse<String> answer = cluster().get(follower(), path);
            assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
            for (String header : new String[] {
                "X-Cluster-Epoch", "X-Cluster-Index", "X-Cluster-Leader-Known", "X-Cluster-Staleness-Ms"
            }) {
                assertThat(answer.headers().firstValue(header))
                        .as("%s of %s", header, path)
                        .isPresent();
            }
        }
    }

    @Test
    void whoAsksForItGetsLinesToRead() throws Exception {
        HttpResponse<String> pretty = cluster().get(follower(), "/cluster/status?pretty");

        assertThat(pretty.body().lines().limit(5))
                .containsExactly(
                        "{",
                        "  \"totalNodes\" : " + JSON.readTree(pretty.body()).get("totalNodes") + ",",
                        "  \"healthyNodes\" : " + JSON.readTree(pretty.body()).get("healthyNodes") + ",",
                        "  \"hasQuorum\" : true,",
                        "  \"membership\" : {");
        assertThat(pretty.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(cluster().get(follower(), "/cluster/status").body()).hasLineCount(1);
        assertThat(cluster().get(follower(), "/api/v1/members/nobody?pretty").body())
                .contains("\n  \"code\" : \"member-unknown\"");
    }
}
