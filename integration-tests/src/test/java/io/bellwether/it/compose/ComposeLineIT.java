package io.bellwether.it.compose;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import tools.jackson.databind.json.JsonMapper;

/** What docker-compose.yml starts, except Grafana; skipped where it cannot be started. */
@ExtendWith(ComposeLineIT.Report.class)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ComposeLineIT {

    private static final ComposeProject PROJECT =
            new ComposeProject(Path.of(requireNonNullElse(System.getProperty("bellwether.root"), "..")));

    private static final Pattern SAMPLE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"]");

    /** Why this machine cannot start it; empty when it has been started. */
    private static Optional<String> obstacle = Optional.empty();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @BeforeAll
    static void start() {
        obstacle = PROJECT.obstacle();
        if (obstacle.isEmpty()) {
            PROJECT.up();
        }
    }

    /** For each test, so that the report counts it as skipped and says why. */
    @BeforeEach
    void skipWhereItCannotRun() {
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    }

    @AfterAll
    static void stop() {
        if (obstacle.isEmpty()) {
            PROJECT.forget();
        }
    }

    @Test
    void aLinePostedAtTheGatewayComesBackWithinTwoSeconds() throws Exception {
        // The very first one too: what a service only loads when it is asked must not be felt.
        sendALineAndAwaitIt(Duration.ofSeconds(2));
        sendALineAndAwaitIt(Duration.ofSeconds(2));
    }

    @Test
    void sixMembersAreHealthyUnderOneLeaderOnWhomAllCoordinatorsAgree() {
        await("a healthy cluster").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Set<String> leaders = new TreeSet<>();
            for (String port : List.of("COORDINATOR_PORT", "COORDINATOR_2_PORT", "COORDINATOR_3_PORT")) {
                var status = JsonMapper.shared().readTree(get(port, "/cluster/status"));
                assertThat(status.path("hasQuorum").asBoolean())
                        .as("%s", status)
                        .isTrue();
                assertThat(status.path("totalNodes").asInt()).as("%s", status).isEqualTo(6);
                assertThat(status.path("healthyNodes").asInt()).as("%s", status).isEqualTo(6);
                assertThat(status.path("membership").propertyNames())
                        .as("%s", status)
                        .contains("coordinator-1", "coordinator-2", "coordinator-3", "gateway-1")
                        .anyMatch(name -> name.startsWith("log-producer-"))
                        .anyMatch(name -> name.startsWith("log-consumer-"));
                leaders.add(status.path("leader").asString());
            }
            assertThat(leaders).hasSize(1).allMatch(leader -> leader.startsWith("coordinator-"));
        });
    }

    @Test
    void nothingIsChangedWithoutTheOperatorTokenAndTheCommandOfTheManualTellsIt() throws Exception {
        var path = "/api/v1/config/compose-it/greeting";
        assertThat(put(path, "Bearer wrong").statusCode()).isEqualTo(401);

        var token = PROJECT.operatorToken();
        // A redirect from a follower names the address on this machine.
        await("the write")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(put(path, "Bearer " + token).statusCode()).isIn(200, 201));
        await("the value on a follower too")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(get("COORDINATOR_3_PORT", path)).contains("hello"));
    }

    @Test
    void prometheusLearnsFromTheClusterWhomToScrapeAlsoAfterAServiceWasScaled() {
        awaitScraped(Map.of("cluster-coordinator", "3", "log-producer", "1", "log-consumer", "1", "api-gateway", "1"));

        PROJECT.scale("log-producer", 3);
        try {
            awaitScraped(Map.of("cluster-coordinator", "3", "log-producer", "3"));
        } finally {
            PROJECT.scale("log-producer", 1);
        }
        awaitScraped(Map.of("log-producer", "1"));
    }

    private void awaitScraped(Map<String, String> containers) {
        await("scrapes").atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            for (var expected : containers.entrySet()) {
                var job = expected.getKey();
                assertThat(sample("sum(up{job=\"%s\"})".formatted(job))).as(job).isEqualTo(expected.getValue());
                // Three coordinators tell of each: it is one target all the same.
                assertThat(sample("count(up{job=\"%s\", node!=\"\"})".formatted(job)))
                        .as(job)
                        .isEqualTo(expected.getValue());
            }
        });
    }

    @Test
    void noAlertFiresWhereAllIsWellAndEveryRuleIsEvaluated() throws Exception {
        await("rules were evaluated").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var rules = prometheus("/api/v1/rules");
            assertThat(rules).contains("ClusterMemberUnreachable").doesNotContain("\"health\":\"unknown\"");
            assertThat(rules).doesNotContain("\"health\":\"err\"");
        });
        assertThat(prometheus("/api/v1/alerts")).doesNotContain("\"state\":\"firing\"");
    }

    private String prometheus(String path) throws IOException, InterruptedException {
        return get("PROMETHEUS_PORT", path);
    }

    @Nested
    @Order(2)
    class WhenItsNetworkIsCut extends CutNetworkTests {
        WhenItsNetworkIsCut() {
            super(PROJECT);
        }
    }

    @Nested
    @Order(1)
    class WhenAScriptBreaksIt extends FailureScriptTests {
        WhenAScriptBreaksIt() {
            super(PROJECT);
        }
    }

    @Nested
    @Order(3)
    class WhenThePageIsTyped extends PageTests {
        WhenThePageIsTyped() {
            super(PROJECT);
        }
    }

    /** Last, because afterwards only the coordinators run. */
    @Nested
    @Order(4)
    class WhenAllOfItIsForgotten extends ForgottenTests {
        WhenAllOfItIsForgotten() {
            super(PROJECT);
        }
    }

    private void sendALineAndAwaitIt(Duration bound) throws IOException, InterruptedException {
        var message = "hello " + UUID.randomUUID();
        var answer = post("""
                {"level": "INFO", "service": "compose-it", "message": "%s"}""".formatted(message));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);

        await("the line in GET /logs")
                .atMost(bound)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(lines()).contains(message));
    }

    private HttpResponse<String> post(String line) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(PROJECT.address("GATEWAY_PORT").resolve("/logs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(line)));
    }

    private HttpResponse<String> put(String path, String authorization) throws IOException, InterruptedException {
        var answer = putTo(PROJECT.address("COORDINATOR_PORT").resolve(path), authorization);
        return answer.statusCode() == 307
                ? putTo(URI.create(answer.headers().firstValue("Location").orElseThrow()), authorization)
                : answer;
    }

    private HttpResponse<String> putTo(URI address, String authorization) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "text/plain")
                .header("Authorization", authorization)
                .PUT(BodyPublishers.ofString("hello")));
    }

    private String get(String port, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(PROJECT.address(port).resolve(path))).body();
    }

    private String lines() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(PROJECT.address("GATEWAY_PORT").resolve("/logs?service=compose-it")))
                .body();
    }

    /** The value of a query that gives one number; what Prometheus answered where it gives none. */
    private String sample(String query) throws IOException, InterruptedException {
        var path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        var body = send(HttpRequest.newBuilder(
                        PROJECT.address("PROMETHEUS_PORT").resolve(path)))
                .body();
        var matcher = SAMPLE.matcher(body);
        return matcher.find() ? matcher.group(1) : body;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    /** Lets the containers speak after a failure, while they are still there. */
    static final class Report implements TestWatcher {

        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            System.err.println(PROJECT.report());
        }
    }
}
