package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.exchange.Exchange;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
// A coordinator whose data are deleted under it ends the process, and the other tests in it.
@DirtiesContext
class CoordinatorTest {

    @TempDir
    static Path data;

    private static final String SECRET = "5a".repeat(32);
    private static final int WEB_PORT = TestPorts.free();

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry properties) {
        properties.add("cluster.raft.voters", () -> "coordinator-1=127.0.0.1:" + TestPorts.free());
        properties.add("cluster.raft.single-coordinator", () -> "true");
        properties.add("cluster.profile", () -> "fast");
        properties.add("cluster.secret", () -> SECRET);
        properties.add("cluster.agent.leave-timeout", () -> "0");
        properties.add("cluster.coordinators", () -> "http://127.0.0.1:" + WEB_PORT);
        properties.add("server.port", () -> WEB_PORT);
        properties.add("cluster.data-directory", data::toString);
    }

    @Test
    void aCoordinatorAloneSaysThatItIsUp() throws Exception {
        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void itsHealthAndMetricsAreOnTheMainPort() throws Exception {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void aloneItLeadsAndIsReadyAndAMember() throws Exception {
        await("ready").atMost(ofSeconds(15)).untilAsserted(() -> {
            HttpResponse<String> ready = get("/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body())
                    .startsWith("{\"status\":\"ready\",\"leaderKnown\":true,\"role\":\"LEADER\",\"term\":");
            assertThat(get("/cluster/status").body())
                    .contains(
                            "\"totalNodes\":1,\"healthyNodes\":1,\"hasQuorum\":true,\"membership\":{\"coordinator-1\":");
        });
        assertThat(get("/actuator/health").body()).contains("\"quorum\"", "\"role\":\"LEADER\"", "\"log\"");
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void aReadSaysOfWhichStateItIs() throws Exception {
        await("linearizable")
                .atMost(ofSeconds(15))
                .untilAsserted(() -> assertThat(
                                get("/api/v1/members?consistency=linearizable").statusCode())
                        .isEqualTo(200));

        HttpResponse<String> answer = get("/api/v1/cluster?consistency=linearizable");

        assertThat(Long.parseLong(header(answer, "X-Cluster-Index"))).isPositive();
        assertThat(header(answer, "X-Cluster-Leader-Known")).isEqualTo("true");
        assertThat(Long.parseLong(header(answer, "X-Cluster-Staleness-Ms"))).isBetween(0L, 2_000L);
        assertThat(header(answer, "X-Cluster-Epoch")).isNotEmpty();
    }

    @Test
    void whatIsWrongWithAReadIsAProblemWithACodeAndAHint() throws Exception {
        problem(get("/api/v1/members/nobody"), 404, "member-unknown");
        problem(get("/cluster/status?consistency=some"), 400, "bad-parameter");
    }

    @Test
    void nobodyIsLetInWithoutTheSecret() throws Exception {
        problem(post("/internal/v1/ask", "{}", null), 401, "secret-wrong");
        problem(post("/internal/v1/ask", "{}", "Bellwether wrong"), 401, "secret-wrong");
        problem(post("/internal/v1/barrier", "", null), 401, "secret-wrong");
    }

    @Test
    void garbageAtTheAgentsDoorIsAnsweredClearly() throws Exception {
        String authorization = ClusterSecret.parse(SECRET).authorization();

        problem(post("/internal/v1/ask", "{\"version\":1", authorization), 400, "request-malformed");
        problem(post("/internal/v1/ask", "x".repeat(10_000), authorization), 413, "request-too-large");
        problem(
                post("/internal/v1/ask", "{\"version\":1,\"request\":{\"type\":\"dance\"}}", authorization),
                400,
                "request-malformed");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whoHangsUpInTheMiddleOfARequestIsCountedAndNotCalledAFaultOfOurs(CapturedOutput output) throws Exception {
        double before = refused();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), WEB_PORT)) {
            socket.getOutputStream()
                    .write(
                            "POST /internal/v1/ask HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: 1000\r\n\r\n{"
                                    .formatted(ClusterSecret.parse(SECRET).authorization())
                                    .getBytes(StandardCharsets.US_ASCII));
        }

        await("its end").atMost(ofSeconds(10)).until(() -> refused() > before);
        assertThat(output).doesNotContain("nobody thought of");
    }

    /** How many requests of agents were answered with 400. */
    private double refused() throws Exception {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("uri=\"/internal/v1/ask\"")
                        && line.contains("status=\"400\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aJoinByHandIsAdmittedInTheFormOfTheExchange() throws Exception {
        var exchange = new Exchange();
        byte[] join = exchange.write(new Request.Join(
                new NodeId("by-hand"), "instance", 0, "127.0.0.1:" + TestPorts.free(), "", "", false, 0));

        await("a leader").atMost(ofSeconds(15)).untilAsserted(() -> {
            HttpResponse<String> answer = post(
                    "/internal/v1/ask",
                    new String(join, StandardCharsets.UTF_8),
                    ClusterSecret.parse(SECRET).authorization());
            assertThat(exchange.readReply(answer.body().getBytes(StandardCharsets.UTF_8))
                            .answer())
                    .isInstanceOf(Answer.Admitted.class);
            assertThat(answer.statusCode()).isEqualTo(200);
        });
        HttpResponse<String> left = post(
                "/internal/v1/ask",
                new String(exchange.write(new Request.Leave(incarnation("by-hand"))), StandardCharsets.UTF_8),
                ClusterSecret.parse(SECRET).authorization());
        assertThat(left.body()).contains("\"type\":\"gone\"");
    }

    private static long incarnation(String name) throws Exception {
        return JsonMapper.shared()
                .readTree(get("/api/v1/members/" + name).body())
                .get("incarnation")
                .asLong();
    }

    private static void problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:bellwether:problem:" + code + "\"", "\"code\":\"" + code + "\"", "\"hint\":");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static HttpResponse<String> post(String path, String body, @Nullable String authorization)
            throws Exception {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + WEB_PORT + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
