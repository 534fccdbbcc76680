package io.bellwether.it.badinput;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.benchmarks.fleet.CoordinatorProcesses;
import io.bellwether.it.BesideOthers;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.wire.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counted or answered clearly; nothing dies, and what is decided is the same before and after. */
@BesideOthers
class BadInputIT {

    private static final int TIMES = 50;
    private static final List<Refusal> REASONS =
            List.of(Refusal.TOO_SHORT, Refusal.TOO_LONG, Refusal.WRONG_VERSION, Refusal.BAD_TAG, Refusal.REPLAYED);
    private static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    static Path folder;

    private static @Nullable CoordinatorProcesses started;
    private static @Nullable ClusterAgent startedAgent;
    private static @Nullable ClusterSecret read;

    private final Http http = new Http();
    private @Nullable Standing before;

    @BeforeAll
    static void start() throws IOException {
        started = CoordinatorProcesses.start(folder, new CoordinatorProcesses.Options(ROOT, "default", true));
        read = ClusterSecret.parse(Files.readString(cluster().secretFile()));
        startedAgent = agentNamed("victim");
        awaitHealthy(agent(), "victim");
    }

    @AfterAll
    static void stop() {
        if (startedAgent != null) {
            startedAgent.close();
        }
        if (started != null) {
            started.close();
        }
    }

    private static CoordinatorProcesses cluster() {
        return requireNonNull(started);
    }

    private static ClusterAgent agent() {
        return requireNonNull(startedAgent);
    }

    private static ClusterSecret secret() {
        return requireNonNull(read);
    }

    private static ClusterAgent agentNamed(String name) {
        var agent = new ClusterAgent(AgentConfig.builder(name)
                .coordinators(Arrays.stream(cluster().urls().split(",", -1))
                        .map(URI::create)
                        .toList())
                .secret(secret())
                .build());
        agent.start();
        return agent;
    }

    private static void awaitHealthy(ClusterAgent agent, String name) {
        await(name + " to be a member")
                .atMost(ofSeconds(60))
                .until(() -> agent.view()
                        .now()
                        .member(new NodeId(name))
                        .filter(member -> member.member().status() == MemberStatus.HEALTHY)
                        .isPresent());
    }

    @BeforeEach
    void rememberWhatIsDecided() {
        // What does not exist is created here, so that its absence is no answer.
        operate("PUT", "/api/v1/config/bad-input/kept", "\"yes\"");
        before = Standing.of(cluster(), http);
    }

    @AfterEach
    void nothingDiedAndNothingChanged() {
        assertThat(Standing.of(cluster(), http)).isEqualTo(before);
        assertThat(cluster().allRun()).isTrue();
        assertThat(agent().view().now().state()).isEqualTo(AgentState.RUNNING);
        assertThat(agent().view().now().stage()).isEqualTo(Stage.MEMBER);
        for (String name : cluster().names()) {
            // A stack trace would mean that something was thrown past the edge.
            assertThat(cluster().output(name)).doesNotContain("\tat ", "agent.step.failed");
        }
        http.close();
    }

    private Http.Answer operate(String method, String path, String body) {
        String leader = json("coordinator-1", "/cluster/status").path("leader").asString();
        return http.send(
                method, cluster().uri(leader, path), "Bearer " + cluster().token(), body);
    }

    private JsonNode json(String coordinator, String path) {
        return JsonMapper.shared()
                .readTree(http.get(cluster().uri(coordinator, path)).body());
    }

    @Test
    void badDatagramsAreCountedByTheAgent() throws IOException {
        try (var bad = new BadDatagrams(secret())) {
            await("the counts").atMost(ofSeconds(20)).pollInterval(ofMillis(10)).untilAsserted(() -> {
                bad.sendAll(agent().localAddress());
                assertThat(REASONS)
                        .allSatisfy(reason -> assertThat(agent().metrics().refused(reason))
                                .as("%s", reason)
                                .isGreaterThanOrEqualTo(TIMES));
            });
            assertThat(agent().metrics().count(AgentCount.STEP_FAILURES)).isZero();
        }
    }

    @Test
    void badDatagramsAreCountedByACoordinator() throws IOException {
        String address = json("coordinator-2", "/api/v1/members/coordinator-2")
                .path("address")
                .asString();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var bad = new BadDatagrams(secret())) {
            await("the counts")
                    .atMost(ofSeconds(20))
                    .pollInterval(ofMillis(100))
                    .untilAsserted(() -> {
                        for (int i = 0; i < TIMES / 4; i++) {
                            bad.sendAll(to);
                        }
                        String metrics = http.get(cluster().uri("coordinator-2", "/actuator/prometheus"))
                                .body();
                        assertThat(REASONS)
                                .allSatisfy(reason -> assertThat(refused(metrics, reason))
                                        .as("%s", reason)
                                        .isGreaterThanOrEqualTo(TIMES));
                    });
        }
    }

    private static double refused(String metrics, Refusal reason) {
        String label =
                "reason=\"%s\"".formatted(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return metrics.lines()
                .filter(line -> line.startsWith("cluster_datagrams_refused_total{"))
                .filter(line -> line.contains(label) || line.contains(label.replace('-', '_')))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aNameFromTwoPlacesIsRefusedWithTheAddressAndBothGoOn() {
        long incarnation = own(agent()).member().incarnation();
        try (ClusterAgent twin = agentNamed("victim")) {
            await("the reason")
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(twin.view().now().stageDetail())
                            .contains("The name 'victim' is taken", agent().advertisedAddress()));
            long asks = twin.metrics().count(AgentCount.ASKS);
            await("some more tries, and no chase")
                    .during(ofSeconds(6))
                    .atMost(ofSeconds(9))
                    .untilAsserted(() -> {
                        assertThat(twin.view().now().stage()).isEqualTo(Stage.OUTSIDE);
                        assertThat(twin.view().now().state()).isEqualTo(AgentState.RUNNING);
                        assertThat(own(agent()).member().incarnation()).isEqualTo(incarnation);
                    });
            // With its back-off it asks every two seconds or less often, and it does ask again.
            assertThat(twin.metrics().count(AgentCount.ASKS) - asks).isBetween(1L, 8L);
            assertThat(twin.metrics().count(AgentCount.ATTEMPTS_SUCCEEDED)).isPositive();
        }
    }

    private static MemberInfo own(ClusterAgent agent) {
        return agent.view().now().member(new NodeId("victim")).orElseThrow();
    }

    @Test
    void aJoinWithATakenNameIsAnswered409WithTheAddress() {
        String join = """
                {"version":1,"request":{"type":"join","id":"victim","instanceId":"another","incarnation":0,
                 "address":"127.0.0.1:1","zone":"","failureDomain":"","coordinator":false}}""";
        String leader = json("coordinator-1", "/cluster/status").path("leader").asString();

        Http.Answer answer =
                http.send("POST", cluster().uri(leader, "/internal/v1/ask"), secret().authorization(), join);

        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("taken", agent().advertisedAddress());
    }

    @Test
    void nothingIsChangedWithoutTheRightToken() {
        for (String name : cluster().names()) {
            for (String path : List.of(
                    "/api/v1/config/bad-input/kept",
                    "/api/register-broker",
                    "/api/v1/members/victim/drain",
                    "/api/v1/members/victim/forget",
                    "/api/v1/leader/transfer",
                    "/api/v1/voters",
                    "/api/v1/nothing-of-ours",
                    "/actuator/shutdown")) {
                for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                    URI uri = cluster().uri(name, path);
                    http.send(method, uri, "", "{}").isProblem(401, "operator-token-missing");
                    http.send(method, uri, "Basic YTpi", "{}").isProblem(401, "operator-token-missing");
                    http.send(method, uri, "Bearer wrong", "{}").isProblem(401, "operator-token-wrong");
                }
            }
            URI door = cluster().uri(name, "/internal/v1/ask");
            http.send("POST", door, "", "{}").isProblem(401, "secret-wrong");
            http.send("POST", door, "Bearer " + cluster().token(), "{}").isProblem(401, "secret-wrong");
        }
    }

    @Test
    void malformedHugeAndUnknownIsAnsweredClearly() {
        operate("PUT", "/api/v1/config/bad-input/kept", "x".repeat(1_500_000)).isProblem(413, "body-too-large");
        operate("PUT", "/api/v1/config/bad-input", "{\"a\": ").isProblem(428, "precondition-required");
        operate("PUT", "/api/v1/config/bad%20input/x", "1").isProblem(400, "config-invalid");
        operate("POST", "/api/register-broker", "{\"id\": ").isProblem(400, "body-malformed");
        operate("POST", "/api/register-broker", "[]").isProblem(400, "body-malformed");
        operate("POST", "/api/register-broker", "{\"id\":\"b\",\"host\":\"h\",\"port\":1,\"colour\":\"red\"}")
                .isProblem(400, "registration-invalid");
        operate("POST", "/api/register-broker", "{\"id\":\"b\",\"host\":\"h\",\"port\":\"many\"}")
                .isProblem(400, "registration-invalid");
        operate("POST", "/api/register-broker", "{\"a\":\"" + "x".repeat(1_000_000) + "\"}")
                .isProblem(413, "body-too-large");
        operate("GET", "/api/v1/events?limit=-1", "").isProblem(400, "bad-parameter");
        operate("GET", "/api/v1/members/" + "x".repeat(500), "").isProblem(404, "member-unknown");
        operate("GET", "/cluster/status?consistency=perhaps", "").isProblem(400, "bad-parameter");
        String agent = secret().authorization();
        for (String name : cluster().names()) {
            URI door = cluster().uri(name, "/internal/v1/ask");
            http.send("POST", door, agent, "{\"version\":").isProblem(400, "request-malformed");
            http.send("POST", door, agent, "\u0000\u0001").isProblem(400, "request-malformed");
            http.send("POST", door, agent, "x".repeat(1_000_000)).isProblem(413, "request-too-large");
            http.send("POST", door, agent, "{\"version\":99,\"request\":{\"type\":\"dance\"}}")
                    .isProblem(400, "request-malformed");
        }
    }

    @Test
    void garbageOnTheConnectionsOfHttpAndRaftIsShaken() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(7).nextBytes(garbage);
        for (String name : cluster().names()) {
            JsonNode voters = json(name, "/api/v1/cluster").path("voters");
            for (JsonNode voter : voters) {
                String address = voter.path("address").asString();
                throwAt(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)), garbage);
            }
            throwAt(cluster().uri(name, "/").getPort(), garbage);
            throwAt(
                    cluster().uri(name, "/").getPort(),
                    ("GET /" + "a".repeat(50_000) + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        await("all three to answer as before")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(cluster().names())
                        .allMatch(name ->
                                json(name, "/cluster/status").path("hasQuorum").asBoolean()));
    }

    private static void throwAt(int port, byte[] bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (java.net.SocketException e) {
            // The other side has hung up, which is its right.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
        }
    }
}
