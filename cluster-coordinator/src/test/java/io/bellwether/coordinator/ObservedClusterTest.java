package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people see of three coordinators and two agents, over HTTP. */
class ObservedClusterTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private static Path folder;

    private static @Nullable LivingCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new LivingCluster(folder).startAll();
        cluster.startAgent("worker-1");
        cluster.startAgent("worker-2");
        await("all are HEALTHY on every coordinator").atMost(ofSeconds(30)).untilAsserted(() -> {
            for (String name : cluster().names()) {
                assertThat(cluster().states(name))
                        .hasSize(5)
                        .allSatisfy(
                                (member, state) -> assertThat(state).as(member).isEqualTo("HEALTHY"));
            }
        });
    }

    @AfterAll
    static void stop() {
        cluster().close();
    }

    private static LivingCluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    private static String leader() {
        return await("a leader").atMost(ofSeconds(10)).until(() -> cluster().leader(), Objects::nonNull);
    }

    private static String follower() {
        String leader = leader();
        return cluster().names().stream()
                .filter(name -> !name.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode read(String name, String path) throws Exception {
        HttpResponse<String> answer = cluster().get(name, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode explain(String name, String member) throws Exception {
        return read(name, "/api/v1/members/" + member + "/explain");
    }

    @Test
    void theLeaderExplainsAHealthyMemberCompletely() {
        await("reports of all").atMost(ofSeconds(10)).untilAsserted(() -> {
            JsonNode why = explain(leader(), "worker-1");

            assertThat(why.get("status").asString()).isEqualTo("HEALTHY");
            assertThat(why.get("summary").asString())
                    .startsWith("HEALTHY for ")
                    .contains("three good beats. 4 of 4 observers hear it");
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
            assertThat(why.get("damping").get("points").asInt()).isZero();
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
        cluster().startAgent("victim");
        await("victim joins")
                .atMost(ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(cluster().states(leader()).get("victim")).isEqualTo("HEALTHY"));

        Objects.requireNonNull(cluster().agents().remove("victim")).kill();

        await("it is lost").atMost(ofSeconds(10)).untilAsserted(() -> {
            JsonNode why = explain(leader(), "victim");
            assertThat(why.get("status").asString()).isEqualTo("UNREACHABLE");
            assertThat(why.get("summary").asString())
                    .startsWith("UNREACHABLE for ")
                    .contains("enough observers lost it. ", " of 5 observers accuse it, 4 are needed", "Removed in");
            assertThat(why.get("evidence").asString()).contains("observers find it bad");
            assertThat(why.get("timers").get(0).get("what").asString()).isEqualTo("removal");
            assertThat(why.get("timers").get(0).get("inMillis").asLong()).isBetween(0L, 4_000L);
            assertThat(why.get("damping").get("points").asInt()).isBetween(900, 1_000);
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

    private static String scrape(String name) throws Exception {
        HttpResponse<String> answer = cluster().get(name, "/actuator/prometheus");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in\n" + scrape));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            cluster_heartbeats_sent_total, counter
            cluster_heartbeats_received_total, counter
            cluster_failures_detected_total, counter
            cluster_healthy_nodes, gauge
            cluster_member_transitions_total, counter
            cluster_gossip_propagation_seconds, histogram
            cluster_gossip_hops, histogram
            cluster_gossip_bytes_total, counter
            cluster_detection_latency_seconds, histogram
            cluster_health_checks_total, counter
            cluster_connection_attempts_total, counter
            cluster_member_health_score, gauge
            cluster_member_state, gauge
            raft_node_state, gauge
            raft_current_term, gauge
            raft_commit_index, gauge
            raft_rpc_call_total, counter
            raft_leader_changes_total, counter
            raft_stale_term_total, counter
            raft_loop_ticks_total, counter
            raft_replication_lag_entries, gauge
            raft_commit_latency_seconds, histogram
            """)
    void everyMetricOfTheContractIsThereWithHelpAndType(String name, String type) {
        await("the leader shows " + name)
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(scrape(leader()).lines())
                        .anyMatch(line -> line.matches("# HELP " + name + " \\S.{10,}"))
                        .contains("# TYPE " + name + " " + type));
    }

    @Test
    void theNumbersOfTheLogAreThoseOfTheLog() {
        await("they count").atMost(ofSeconds(10)).untilAsserted(() -> {
            String leads = scrape(leader());
            String follows = scrape(follower());
            assertThat(value(leads, "raft_node_state")).isEqualTo(3);
            assertThat(value(follows, "raft_node_state")).isEqualTo(1);
            assertThat(value(leads, "raft_current_term")).isEqualTo(value(follows, "raft_current_term"));
            assertThat(value(leads, "raft_commit_index")).isGreaterThan(10);
            assertThat(value(leads, "raft_rpc_call_total{success=\"true\"}")).isGreaterThan(10);
            assertThat(value(leads, "raft_loop_ticks_total")).isGreaterThan(2);
            assertThat(value(follows, "raft_loop_ticks_total")).isGreaterThan(2);
            assertThat(value(follows, "raft_leader_changes_total")).isPositive();
            assertThat(value(leads, "raft_commit_latency_seconds_count")).isGreaterThan(2);
            assertThat(value(leads, "cluster_quorum")).isOne();
            for (String name : cluster().names()) {
                String lag = "raft_replication_lag_entries{peer=\"" + name + "\"}";
                if (name.equals(leader())) {
                    assertThat(leads).doesNotContain(lag);
                } else {
                    assertThat(value(leads, lag)).isBetween(0.0, 50.0);
                }
            }
            assertThat(follows).doesNotContain("raft_replication_lag_entries{");
        });
    }

    @Test
    void membersAreShownByTheLeaderOnlyAndGoWithTheMember() {
        String series = "cluster_member_state{node=\"short-lived\"}";
        cluster().startAgent("short-lived");
        await("it is shown").atMost(ofSeconds(15)).untilAsserted(() -> {
            String leads = scrape(leader());
            assertThat(value(leads, series)).isOne();
            assertThat(value(leads, "cluster_member_health_score{node=\"short-lived\"}"))
                    .isBetween(1.0, 100.0);
            assertThat(scrape(follower())).doesNotContain("{node=");
        });
        double before = seen("cluster_detection_latency_seconds_count");

        Objects.requireNonNull(cluster().agents().remove("short-lived")).kill();

        await("it is lost").atMost(ofSeconds(10)).untilAsserted(() -> {
            String leads = scrape(leader());
            assertThat(value(leads, series)).isEqualTo(4);
            assertThat(value(leads, "cluster_member_transitions_total{to=\"unreachable\"}"))
                    .isPositive();
        });
        assertThat(seen("cluster_detection_latency_seconds_count")).isGreaterThan(before);
        assertThat(seen("cluster_detection_latency_seconds_sum")).isBetween(0.3, 30.0);
        await("it is gone")
                .atMost(ofSeconds(15))
                .untilAsserted(() -> assertThat(scrape(leader()))
                        .contains("cluster_member_state{node=\"worker-1\"}")
                        .doesNotContain("short-lived"));
    }

    /** Of all coordinators together: leadership may move. */
    private static double seen(String series) {
        return cluster().names().stream()
                .mapToDouble(name -> {
                    try {
                        return value(scrape(name), series);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .sum();
    }

    @Test
    void theReferenceAndTheNumbersAgree() throws Exception {
        Pattern row = Pattern.compile("^\\| (`.*?`) \\| \\w+ \\| (every member|coordinator) \\|.*");
        Pattern name = Pattern.compile("`([a-z_]+)(\\{[a-z,]+})?`");
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
            Matcher matched = row.matcher(line);
            if (matched.matches()) {
                name.matcher(matched.group(1)).results().forEach(each -> documented.add(each.group(1)));
            }
        }
        assertThat(documented).hasSizeGreaterThan(30);

        await("all are shown").atMost(ofSeconds(10)).untilAsserted(() -> {
            Set<String> shown = new TreeSet<>();
            scrape(leader())
                    .lines()
                    .filter(line -> line.matches("# TYPE (cluster|raft)_.*"))
                    .map(line -> line.split(" ", -1)[2])
                    .filter(each -> !each.endsWith("_seconds_max") && !each.endsWith("_hops_max"))
                    .forEach(shown::add);
            assertThat(shown).isEqualTo(documented);
        });
    }
}
