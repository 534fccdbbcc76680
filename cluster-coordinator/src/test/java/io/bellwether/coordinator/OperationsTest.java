package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an operator does to members, the leader and the voters, on three coordinators that live. */
class OperationsTest {

    @TempDir
    static Path folder;

    private static @Nullable LivingCluster made;

    private static LivingCluster cluster() {
        return requireNonNull(made);
    }

    @BeforeAll
    static void gather() {
        made = new LivingCluster(folder).timed("default").startAll();
        List.of("a", "b", "c", "d").forEach(cluster()::startAgent);
        await("seven are well").atMost(ofSeconds(60)).untilAsserted(() -> {
            for (String name : cluster().names()) {
                assertThat(cluster().status(name).get("healthyNodes").asInt()).isEqualTo(7);
            }
        });
    }

    @AfterAll
    static void close() {
        cluster().close();
    }

    private static String leader() {
        await("a leader").atMost(ofSeconds(10)).until(() -> cluster().leader() != null);
        return requireNonNull(cluster().leader());
    }

    private static String follower() {
        String leader = leader();
        return cluster().names().stream()
                .filter(name -> !name.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return cluster().operate(leader(), "POST", "/api/v1" + path, body, headers);
    }

    private static JsonNode done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return cluster().json(answer);
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = cluster().json(answer);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("hint").asString()).isNotBlank();
        return problem;
    }

    private static JsonNode newestEvent(String node) throws Exception {
        JsonNode page = cluster()
                .json(cluster().get(leader(), "/api/v1/events?type=member&limit=500"))
                .path("events");
        JsonNode newest = null;
        for (JsonNode each : page) {
            newest = each.path("subject").asString().equals(node) ? each : newest;
        }
        return requireNonNull(newest, page::toString);
    }

    @Test
    void aDrainedMemberIsAnsweredShownAndWrittenDownWithTheReason() throws Exception {
        JsonNode answer = done(post("/members/a/drain", "{\"reason\": \"new disk\", \"ttl\": \"30m\"}"));

        assertThat(answer.path("effect").asString()).isEqualTo("MOVED");
        assertThat(answer.path("ttlMillis").asLong()).isEqualTo(1_800_000);
        assertThat(answer.path("member").path("status").asString()).isEqualTo("DRAINING");
        JsonNode shown = cluster().json(cluster().get(leader(), "/api/v1/members/a"));
        assertThat(answer.path("member").propertyNames()).isEqualTo(shown.propertyNames());
        assertThat(answer.path("member").path("sinceVersion")).isEqualTo(shown.path("sinceVersion"));
        JsonNode event = newestEvent("a");
        assertThat(event.path("cause").asString()).isEqualTo("OPERATOR");
        assertThat(event.path("evidence").asString()).isEqualTo("new disk");
        await("everybody shows it").atMost(ofSeconds(5)).untilAsserted(() -> {
            for (String name : cluster().names()) {
                assertThat(cluster().states(name)).containsEntry("a", "DRAINING");
            }
        });

        assertThat(done(post("/members/a/undrain", ""))
                        .path("member")
                        .path("status")
                        .asString())
                .isEqualTo("HEALTHY");
        problem(post("/members/a/undrain", ""), 409, "operation-not-allowed");
    }

    @Test
    void maintenanceEndsByItselfOrWhenItIsTold() throws Exception {
        JsonNode answer = done(cluster().operate(leader(), "PUT", "/api/v1/members/b/maintenance", "{\"ttl\": 1000}"));
        assertThat(answer.path("ttlMillis").asLong()).isEqualTo(1_000);
        assertThat(answer.path("member").path("status").asString()).isEqualTo("MAINTENANCE");
        await("its time is over")
                .atMost(ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(cluster().states(leader()).get("b")).isIn("RECOVERING", "HEALTHY"));

        answer = done(cluster().operate(leader(), "PUT", "/api/v1/members/b/maintenance", ""));
        assertThat(answer.path("ttlMillis").asLong()).isEqualTo(3_600_000);
        answer = done(cluster().operate(leader(), "DELETE", "/api/v1/members/b/maintenance", ""));
        assertThat(answer.path("member").path("status").asString()).isEqualTo("RECOVERING");
    }

    @Test
    void whatIsSentTwiceUnderOneIdIsCarriedOutOnce() throws Exception {
        String[] id = {"Idempotency-Key", "drain-c"};
        JsonNode first = done(post("/members/c/drain", "{\"reason\": \"x\"}", id));
        done(post("/members/c/undrain", ""));

        HttpResponse<String> again = post("/members/c/drain", "{\"reason\": \"x\"}", id);

        assertThat(done(again).path("effect")).isEqualTo(first.path("effect"));
        assertThat(again.headers().firstValue("Idempotency-Key")).hasValue("drain-c");
        assertThat(cluster().states(leader())).containsEntry("c", "HEALTHY");
        problem(post("/members/c/drain", "{\"reason\": \"y\"}", id), 422, "idempotency-key-reused");
    }

    @Test
    void aNameIsReadmittedAndForgotten() throws Exception {
        JsonNode readmitted = done(post("/members/d/readmit", "{\"reason\": \"repaired\"}"));
        assertThat(readmitted.path("effect").asString()).isEqualTo("NOTED");
        assertThat(readmitted.path("ttlMillis").isNull()).isTrue();
        assertThat(newestEvent("d").path("evidence").asString()).endsWith("; repaired");

        requireNonNull(cluster().agents().remove("d")).kill();
        JsonNode forgotten = done(post("/members/d/forget", "{\"reason\": \"scrapped\"}"));

        assertThat(forgotten.path("member").isNull()).isTrue();
        assertThat(cluster().states(leader())).doesNotContainKey("d");
        assertThat(newestEvent("d").path("evidence").asString()).isEqualTo("scrapped");
        problem(post("/members/d/forget", ""), 404, "member-unknown");
    }

    @Test
    void whatIsWrongIsToldAndNothingHappens() throws Exception {
        String before = cluster().states(leader()).get("a");
        for (String body : List.of(
                "{\"ttl\": \"soon\"}",
                "{\"ttl\": 999}",
                "{\"ttl\": \"31d\"}",
                "{\"ttl\": true}",
                "{\"reason\": 7}",
                "{\"reason\": \"%s\"}".formatted("x".repeat(201)),
                "{\"why\": \"x\"}")) {
            problem(post("/members/a/drain", body), 400, "operation-invalid");
        }
        problem(post("/members/a/drain", "{"), 400, "body-malformed");
        problem(post("/members/a/drain", " ".repeat(5_000)), 413, "body-too-large");
        problem(post("/members/a/readmit", "{\"ttl\": \"1m\"}"), 400, "operation-invalid");
        problem(post("/members/nobody/drain", ""), 404, "member-unknown");
        problem(post("/members/No_Body/drain", ""), 404, "member-unknown");
        assertThat(cluster().states(leader()).get("a")).isEqualTo(before);
        var unguarded = java.net.http.HttpRequest.newBuilder(cluster().uri(leader(), "/api/v1/members/a/drain"))
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody());
        problem(cluster().send(unguarded), 401, "operator-token-missing");
    }

    @Test
    void aFollowerSendsOperatorsToTheLeader() throws Exception {
        String follower = follower();
        for (String path : List.of("/members/a/readmit", "/leader/transfer")) {
            HttpResponse<String> answer = cluster()
                    .operate(
                            follower,
                            "POST",
                            "/api/v1" + path,
                            path.startsWith("/leader") ? "{\"to\": \"%s\"}".formatted(follower) : "");
            problem(answer, 307, "not-leader");
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .isIn(cluster().names().stream()
                            .filter(name -> !name.equals(follower))
                            .map(name -> cluster().uri(name, "/api/v1" + path).toString())
                            .toList());
        }
    }

    @Test
    void leadershipGoesToWhomItIsGivenAndStaysWhereItIs() throws Exception {
        String from = leader();
        String to = follower();

        JsonNode answer = done(post("/leader/transfer", "{\"to\": \"%s\"}".formatted(to)));
        assertThat(answer.path("from").asString()).isEqualTo(from);
        assertThat(answer.path("leader").asString()).isEqualTo(to);
        await("it leads").atMost(ofSeconds(5)).until(() -> to.equals(cluster().leader()));

        done(post("/leader/transfer", "{\"to\": \"%s\"}".formatted(to)));
        assertThat(leader()).isEqualTo(to);
        String chosen = done(post("/leader/transfer", "")).path("leader").asString();
        assertThat(chosen).isNotEqualTo(to);
        await("the chosen one leads")
                .atMost(ofSeconds(5))
                .until(() -> chosen.equals(cluster().leader()));
        problem(post("/leader/transfer", "{\"to\": \"a\"}"), 404, "voter-unknown");
        problem(post("/leader/transfer", "{\"to\": 7}"), 400, "transfer-invalid");
    }

    private static String voters(List<String> names, String more) {
        var list = names.stream()
                .map(name -> "{\"nodeId\": \"%s\", \"address\": \"127.0.0.1:%d\"}"
                        .formatted(name, cluster().raftPort(name)))
                .toList();
        return "{\"voters\": [%s]%s}".formatted(String.join(", ", list), more);
    }

    private static HttpResponse<String> putVoters(String body) throws Exception {
        return cluster().operate(leader(), "PUT", "/api/v1/voters", body);
    }

    @Test
    void votersChangeWhileTheClusterRunsAndAnEvenNumberHasToBeMeant() throws Exception {
        String out = follower();
        List<String> two =
                cluster().names().stream().filter(name -> !name.equals(out)).toList();

        problem(putVoters(voters(two, "")), 400, "voters-unusual");
        problem(putVoters(voters(List.of(leader()), "")), 400, "voters-unusual");
        problem(putVoters("{\"voters\": [], \"meant\": true}"), 400, "voters-invalid");
        problem(putVoters("{\"voters\": [{\"nodeId\": \"a\", \"address\": \"b\"}]}"), 400, "voters-invalid");
        problem(putVoters(voters(List.of(out, out, leader()), "")), 400, "voters-invalid");
        problem(
                putVoters(voters(
                        cluster().names().stream()
                                .filter(name -> !name.equals(leader()))
                                .toList(),
                        ", \"meant\": true")),
                409,
                "leader-among-removed");
        assertThat(cluster().json(cluster().get(out, "/api/v1/voters")).path("voters"))
                .hasSize(3);

        JsonNode answer = done(putVoters(voters(two, ", \"meant\": true")));
        assertThat(answer.path("voters")).hasSize(2);
        assertThat(answer.path("majority").asInt()).isEqualTo(2);
        assertThat(done(post("/members/a/readmit", "")).path("effect").asString())
                .isEqualTo("NOTED");

        assertThat(done(putVoters(voters(cluster().names(), ""))).path("voters"))
                .hasSize(3);
        await("it knows")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(cluster()
                                .json(cluster().get(out, "/api/v1/voters"))
                                .path("voters"))
                        .hasSize(3));
    }
}
