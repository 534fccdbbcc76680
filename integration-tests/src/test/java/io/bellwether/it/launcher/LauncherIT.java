package io.bellwether.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.it.prometheus.MetricsReference;
import io.bellwether.it.prometheus.Promtool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One system, brought up once, and what people do to it one after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {

    private static final Duration LINE_LIMIT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private Launcher launcher = new Launcher(Path.of("unset"));
    private String kept = "";
    private Optional<Promtool> promtool = Optional.empty();

    @BeforeAll
    void bringUp(@TempDir Path folder) throws IOException {
        promtool = Promtool.in(Launcher.REPOSITORY);
        launcher = new Launcher(folder.resolve("home"));
        var up = launcher.run("up", "--free-ports").succeeded();
        assertThat(up.output()).contains("everything is healthy", "Gateway", "./bellwether status");
    }

    @AfterAll
    void clean() {
        launcher.run("clean", "--yes");
    }

    @Test
    @Order(1)
    void aLinePostedAtTheGatewayComesBackWithinTwoSeconds() {
        kept = postLine();
        awaitLine(kept);
    }

    @Test
    @Order(2)
    void everyNodeShowsHealthAndMetrics() throws Exception {
        for (var node : status().get("nodes")) {
            var name = node.get("name").asString();
            if (List.of("kafka", "postgres", "redis").contains(name)) {
                continue;
            }
            var address = "http://127.0.0.1:" + node.get("port").asInt();
            assertThat(get(address + "/actuator/health").statusCode()).as(name).isEqualTo(200);
            String metrics = get(address + "/actuator/prometheus").body();
            assertThat(metrics).as(name).contains("jvm_memory_used_bytes");
            assertThat(Exposition.problems(metrics)).as(name).isEmpty();
            if (promtool.isPresent()) {
                var checked = promtool.orElseThrow().checkMetrics(metrics);
                assertThat(checked.exitCode())
                        .as("promtool check metrics of %s: %s", name, checked.output())
                        .isZero();
            }
        }
    }

    @Test
    @Order(3)
    void theReferenceOfMetricsHasWhatEachServiceShowsAndNothingElse() {
        var reference = new MetricsReference(Launcher.REPOSITORY);
        await("what is only shown once something has happened")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    Map<String, Set<String>> shown = new TreeMap<>();
                    for (var node : status().get("nodes")) {
                        var service = service(node.get("name").asString());
                        if (service.isPresent()) {
                            // Of the coordinators together: some of it only the leader shows.
                            shown.computeIfAbsent(service.orElseThrow(), fresh -> new TreeSet<>())
                                    .addAll(MetricsReference.shown(metrics(node)));
                        }
                    }
                    assertThat(shown).hasSize(4);
                    for (var each : shown.entrySet()) {
                        assertThat(each.getValue()).as(each.getKey()).isEqualTo(reference.of(each.getKey()));
                    }
                });
    }

    private String metrics(JsonNode node) throws Exception {
        return get("http://127.0.0.1:" + node.get("port").asInt() + "/actuator/prometheus")
                .body();
    }

    /** The service that a node is one of, if it is one of ours. */
    private static Optional<String> service(String node) {
        if (List.of("kafka", "postgres", "redis").contains(node)) {
            return Optional.empty();
        }
        String name = node.replaceFirst("-[0-9]+$", "");
        return Optional.of(name.equals("coordinator") ? "cluster-coordinator" : name);
    }

    @Test
    @Order(4)
    void aSecondUpChangesNothing() {
        var before = pids();
        launcher.run("up").succeeded();
        assertThat(pids()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void aDoctorFindsNothingThatHurtsInAHealthySystem() {
        await("the pauses of the start are over").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var doctor = launcher.run("doctor", "-o", "json");
            assertThat(levels(doctor))
                    .as(doctor.output())
                    .doesNotContain("warn", "bad")
                    .contains("ok");
            assertThat(doctor.exitCode()).isZero();
        });
        assertThat(launcher.run("doctor").succeeded().output()).contains("Nothing here hurts");
    }

    private static List<String> levels(Launcher.Run doctor) {
        return JsonMapper.shared()
                .readTree(doctor.output())
                .get("checks")
                .valueStream()
                .map(check -> check.get("level").asString())
                .toList();
    }

    @Test
    @Order(6)
    void aDoctorNamesWhoIsPausedAndItsBundleHoldsNoSecret() throws IOException {
        launcher.run("pause", "log-producer").succeeded();
        var doctor = launcher.run("doctor");
        assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(2);
        assertThat(doctor.output()).contains("log-producer-1 is stopped by a signal");

        var bundle = launcher.home().resolveSibling("bundle.zip");
        launcher.run("diagnose", "--bundle", bundle.toString()).succeeded();

        var entries = Bundle.read(bundle);
        assertThat(entries)
                .containsKeys(
                        "summary.txt",
                        "doctor.json",
                        "cluster/events.json",
                        "members/coordinator-1/prometheus.txt",
                        "members/coordinator-1/health.json",
                        "output/log-consumer-1.log",
                        "processes/coordinator-1/settings.txt");
        assertThat(entries.get("processes/coordinator-1/threads.txt")).contains("Full thread dump", "JNI global refs");
        assertThat(entries.get("problems.txt")).contains("processes/log-producer-1/threads.txt: process");
        for (var secret : Bundle.secrets(launcher.home())) {
            assertThat(entries)
                    .allSatisfy((name, content) -> assertThat(content).as(name).doesNotContain(secret));
        }
        launcher.run("resume", "log-producer").succeeded();
        await("the producer is a member that answers again")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(launcher.run("status").exitCode()).isZero();
                    assertThat(status().at("/cluster/membership").has("log-producer-1"))
                            .isTrue();
                });
        // It is killed further below: with the points of both it would be kept out.
        launcher.run("readmit", "log-producer-1").succeeded();
    }

    @Test
    @Order(7)
    void whateverIsKilledUpRepairs() {
        for (var victim : List.of("kafka", "postgres", "redis", "log-producer", "coordinator-2")) {
            launcher.run("kill", victim).succeeded();
            var degraded = launcher.run("status");
            assertThat(degraded.exitCode()).as(degraded.output()).isEqualTo(2);
        }
        launcher.run("up").succeeded();
        awaitLine(kept);
        awaitLine(postLine());
    }

    @Test
    @Order(8)
    void aPausedNodeIsShownAndGoesOn() {
        launcher.run("pause", "redis").succeeded();
        assertThat(launcher.run("status").output()).containsPattern("redis +paused");
        launcher.run("resume", "redis").succeeded();
        assertThat(launcher.run("status").exitCode()).isZero();
    }

    @Test
    @Order(9)
    void aFaultThatCannotBeMadeHereIsRefusedWithTheWayToIt() {
        // Of all members it is the one that no test has touched: only one that is HEALTHY can be broken.
        var loss = launcher.script(Map.of(), "simulate-failure.sh", "log-consumer-1", "loss");
        assertThat(loss.exitCode()).isEqualTo(1);
        assertThat(loss.output()).contains("'loss' needs a network for each node", "./bellwether up --netns");

        var disk = launcher.script(Map.of(), "simulate-failure.sh", "log-consumer-1", "disk");
        assertThat(disk.exitCode()).isEqualTo(1);
        assertThat(disk.output()).contains("log-consumer-1 is no coordinator", "Nothing was touched");
    }

    @Test
    @Order(10)
    void threeProducersServeWhenAskedFor() throws Exception {
        launcher.run("up", "--scale", "log-producer=3").succeeded();
        for (int i = 0; i < 6; i++) {
            awaitLine(postLine());
        }
        for (var name : List.of("log-producer-1", "log-producer-2", "log-producer-3")) {
            assertThat(get("http://127.0.0.1:" + launcher.port(name) + "/actuator/prometheus")
                            .body())
                    .as("%s took a share of the lines", name)
                    .containsPattern("logs_produced_total(\\{[^}]*})? [1-9]");
        }
    }

    @Test
    @Order(11)
    void outputNamesTheNodeThatSpoke() {
        var output = launcher.run("output", "log-consumer", "redis", "-n", "5000")
                .succeeded()
                .output();
        assertThat(output).containsPattern("(?m)^log-consumer-1 \\| .*Started").contains("redis          | ");
    }

    @Test
    @Order(12)
    void aCoordinatorWhoseDataAreGoneRefusesAndTheCommandThatItNamesBringsItBack() throws IOException {
        launcher.run("kill", "coordinator-3").succeeded();
        FileSystemUtils.deleteRecursively(launcher.home().resolve("data/coordinator-3"));

        var refused = launcher.run("restart", "coordinator-3");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains("coordinator-3 refuses to start: there is nothing in its data folder")
                .contains("'./bellwether voters replace coordinator-3'");
        var replaced = launcher.run("voters", "replace", "coordinator-3").succeeded();
        assertThat(replaced.output()).contains("coordinator-3 has everything up to entry");
        await("all members are well again, none quarantined")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(launcher.run("status").exitCode()).isZero());
    }

    @Test
    @Order(13)
    void downLeavesNoProcessAndUpFindsTheDataAgain() {
        launcher.run("down").succeeded();
        assertThat(launcher.processes()).isEmpty();
        assertThat(launcher.run("status").exitCode()).isEqualTo(2);

        launcher.run("up").succeeded();
        awaitLine(kept);
        assertThat(pids()).as("the further producers went with down").hasSize(9);
    }

    private String postLine() {
        var message = "line " + UUID.randomUUID();
        var body = JsonMapper.shared()
                .writeValueAsString(Map.of("level", "INFO", "service", "launcher-it", "message", message));
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(gateway() + "/logs"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return message;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void awaitLine(String message) {
        await("the line at the gateway")
                .atMost(LINE_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(get(gateway() + "/logs?service=launcher-it&limit=1000")
                                .body())
                        .contains(message));
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode status() {
        return JsonMapper.shared().readTree(launcher.run("status", "-o", "json").output());
    }

    private List<Integer> pids() {
        return status().get("nodes")
                .valueStream()
                .map(node -> node.path("pid").asInt(0))
                .toList();
    }

    private String gateway() {
        if (gateway.isEmpty()) {
            gateway = "http://127.0.0.1:" + launcher.port("api-gateway-1");
        }
        return gateway;
    }

    private String gateway = "";
}
