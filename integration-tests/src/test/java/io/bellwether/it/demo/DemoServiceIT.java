package io.bellwether.it.demo;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.benchmarks.fleet.CoordinatorProcesses;
import io.bellwether.benchmarks.fleet.WakeMeter;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service outside this repository's parent pom, with one dependency and two lines, in a cluster of real processes. */
class DemoServiceIT {

    /** From its view, as it logs it, to the answer of the load balancer, the question's way included. */
    private static final Duration NEWS_LIMIT = ofMillis(200);

    private static final int ROUNDS = 5;
    private static final String HEALTHY = "target-1 HEALTHY";
    private static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    static Path folder;

    private static @Nullable CoordinatorProcesses started;
    private static @Nullable Path built;

    @BeforeAll
    static void buildAndStart() throws Exception {
        started = start("default");
        built = new DemoBuild(folder).jar(coordinators().urls());
    }

    private static CoordinatorProcesses start(String profile) throws IOException {
        return CoordinatorProcesses.start(
                Files.createDirectory(folder.resolve(profile)), new CoordinatorProcesses.Options(ROOT, profile, false));
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static CoordinatorProcesses coordinators() {
        return requireNonNull(started);
    }

    private static Path jar() {
        return requireNonNull(built);
    }

    @Test
    void twoLinesMakeItAMemberAndAStopMakesItLeave() throws Exception {
        assertThat(new DemoBuild(folder).clusterLines())
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("cluster.node.id="),
                        line -> assertThat(line).startsWith("cluster.coordinators="));
        try (var demo = DemoProcess.start(jar(), folder.resolve("demo.log"))) {
            await("its membership").atMost(ofSeconds(20)).untilAsserted(() -> {
                for (String coordinator : coordinators().names()) {
                    JsonNode status =
                            JsonMapper.shared().readTree(coordinators().status(coordinator));
                    assertThat(status.path("membership")
                                    .path("demo-1")
                                    .path("status")
                                    .asString(""))
                            .as("%s", status)
                            .isEqualTo("HEALTHY");
                }
            });
            assertThat(demo.get("/actuator/health")).contains("\"stage\":\"MEMBER\"", "\"members\":4");
            await("itself among the services")
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(demo.get("/services")).contains("demo", "cluster-coordinator"));

            demo.stop();

            await("its leave")
                    .atMost(ofSeconds(5))
                    .untilAsserted(() ->
                            assertThat(coordinators().status("coordinator-1")).doesNotContain("demo-1"));
        }
    }

    @Test
    void theSameApplicationStartsWhereNoCoordinatorExistsAndItsHealthSaysSo() throws Exception {
        try (var demo =
                DemoProcess.start(jar(), folder.resolve("alone.log"), "--cluster.coordinators=http://127.0.0.1:1")) {
            await("the reason in its health")
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(demo.get("/actuator/health"))
                            .contains("\"status\":\"UP\"", "\"stage\":\"OUTSIDE\"", "no coordinator answered"));
            assertThat(demo.get("/services")).isEqualTo("[]");

            demo.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "fast"})
    void aCommittedChangeReachesItsLoadBalancerInTime(String profile) throws Exception {
        boolean own = "default".equals(profile);
        CoordinatorProcesses cluster = own ? coordinators() : start(profile);
        try (WakeMeter meter = WakeMeter.start();
                var demo = DemoProcess.start(
                        jar(),
                        folder.resolve(profile + ".log"),
                        "--logging.pattern.console=%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %msg %kvp%n",
                        "--cluster.profile=" + profile,
                        "--cluster.node.id=watcher",
                        "--cluster.coordinators=" + cluster.urls())) {
            List<Duration> delays = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                delays.addAll(comeAndGo(cluster, demo, profile));
            }
            System.out.printf("%s: view to load balancer %s, wake p99 %.1f ms%n", profile, delays, meter.lateMillis());
            assumeFalse(
                    meter.isVoid(), () -> "void: a sleeping thread woke %.0f ms late".formatted(meter.lateMillis()));
            assertThat(delays).allSatisfy(delay -> assertThat(delay).isLessThanOrEqualTo(NEWS_LIMIT));
        } finally {
            if (!own) {
                cluster.close();
            }
        }
    }

    /** How long after its view its load balancer knew that a target had become HEALTHY, and that it was leaving. */
    private static List<Duration> comeAndGo(CoordinatorProcesses cluster, DemoProcess demo, String profile)
            throws Exception {
        int before = demo.lines().size();
        try (var target = new ClusterAgent(AgentConfig.builder("target-1")
                .coordinators(Arrays.stream(cluster.urls().split(",", -1))
                        .map(URI::create)
                        .toList())
                .profile("fast".equals(profile) ? TimingProfile.FAST : TimingProfile.DEFAULT)
                .build())) {
            target.describe(List.of(
                    new Rumour.Profile.Entry("service", "target"),
                    new Rumour.Profile.Entry("url", "http://127.0.0.1:9")));
            target.start();
            Duration coming = untilNext(demo, before, HEALTHY::equals, "HEALTHY");
            Thread leaving = new Thread(target::stop, "leave");
            leaving.start();
            Duration going = untilNext(demo, before, answer -> !HEALTHY.equals(answer), "LEAVING");
            leaving.join();
            return List.of(coming, going);
        }
    }

    /** Asks until the answer is as wanted, and tells how long that was after the view had this state of the target. */
    private static Duration untilNext(DemoProcess demo, int after, Predicate<String> isWanted, String state) {
        await("the load balancer to know " + state)
                .atMost(ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(ofMillis(2))
                .until(() -> demo.get("/next/target"), isWanted);
        Instant known = Instant.now();
        // The line may be written a moment after the change.
        Instant seen = await("the line that says so")
                .atMost(ofSeconds(10))
                .until(() -> line(demo, after, state), Optional::isPresent)
                .orElseThrow();
        return Duration.between(seen, known);
    }

    /** When the target came to be in this state, after so many lines of output. */
    private static Optional<Instant> line(DemoProcess demo, int after, String state) throws IOException {
        return demo.lines().stream()
                .skip(after)
                .filter(line -> line.contains("action=\"member.state.changed\"") && line.contains("node=\"target-1\""))
                .filter(line -> line.contains("to=\"%s\"".formatted(state)))
                .findFirst()
                .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))));
    }
}
