package io.bellwether.it.demo;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.devservices.home.FreePorts;
import io.bellwether.it.BesideOthers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says: `mvn spring-boot:run` in the coordinator's folder starts one that needs nothing else. */
@BesideOthers
class SingleCoordinatorIT {

    private static final Path MODULE = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize()
            .resolve("cluster-coordinator");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ofSeconds(2))
            .build();

    private final int port = FreePorts.next(Set.of());
    private final int raftPort = FreePorts.next(Set.of(port));

    @TempDir
    Path folder;

    @Test
    void itIsUpAndLeadsAClusterOfItsOwn() throws Exception {
        Path output = folder.resolve("maven.log");
        Process maven = run(output);
        try {
            await("the coordinator")
                    .atMost(ofMinutes(4))
                    .pollInterval(ofMillis(250))
                    .until(() -> !maven.isAlive() || get("/health").equals("{\"status\":\"up\"}"));
            await("itself in its cluster")
                    .atMost(ofSeconds(30))
                    .untilAsserted(() -> assertThat(get("/cluster/status"))
                            .contains("\"totalNodes\":1", "\"healthyNodes\":1", "\"hasQuorum\":true"));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(Files.readString(output), e);
        } finally {
            end(maven);
        }
    }

    /** On ports and data of its own, since the usual ones may be taken. */
    private Process run(Path output) throws IOException {
        var command = new ArrayList<>(List.of(
                "../mvnw",
                "-B",
                "-o",
                "-Dmaven.repo.local=" + requireNonNull(System.getProperty("maven.repository")),
                "spring-boot:run",
                "-Dspring-boot.run.arguments=--server.port=%1$d --cluster.coordinators=http://127.0.0.1:%1$d --cluster.raft.voters=coordinator-1=127.0.0.1:%2$d --cluster.data-directory=%3$s"
                        .formatted(port, raftPort, folder.resolve("data"))));
        if (Files.exists(MODULE.resolve("target/unchecked"))) {
            // What was built without the checks would be built again with them.
            command.add("-Dquick");
        }
        var builder = new ProcessBuilder(command)
                .directory(MODULE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Arguments of the build around it are none of its own.
        builder.environment().remove("MAVEN_ARGS");
        return builder.start();
    }

    private static void end(Process maven) throws InterruptedException {
        // Also the coordinator, which Maven started: it has the rest of the bound to end, and is killed then.
        List<ProcessHandle> all =
                Stream.concat(maven.descendants(), Stream.of(maven.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(20, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                each.destroyForcibly();
            }
        }
    }

    /** What it answers; what hinders an answer while there is none. */
    private String get(String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(ofSeconds(5))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
