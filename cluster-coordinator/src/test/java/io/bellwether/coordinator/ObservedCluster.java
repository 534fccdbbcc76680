package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three coordinators and two agents that are started once for all tests that only look at them, or at agents of their own. */
final class ObservedCluster implements BeforeAllCallback {

    static final JsonMapper JSON = JsonMapper.shared();

    private static volatile @Nullable LivingCluster cluster;

    /** Closed by JUnit after the last test. */
    private record Running(LivingCluster cluster, Path folder) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            cluster.close();
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(ObservedCluster.class))
                .computeIfAbsent(Running.class, fresh -> start(), Running.class);
    }

    private static Running start() {
        Path folder = temporaryFolder();
        var started = new LivingCluster(folder).startAll();
        cluster = started;
        started.startAgent("worker-1");
        started.startAgent("worker-2");
        await("all are HEALTHY on every coordinator").atMost(ofSeconds(60)).untilAsserted(() -> {
            for (String name : started.names()) {
                assertThat(started.states(name))
                        .hasSize(5)
                        .allSatisfy(
                                (member, state) -> assertThat(state).as(member).isEqualTo("HEALTHY"));
            }
        });
        return new Running(started, folder);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("observed-cluster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LivingCluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    static String leader() {
        return await("a leader").atMost(ofSeconds(10)).until(() -> cluster().leader(), Objects::nonNull);
    }

    static String follower() {
        String leader = leader();
        return cluster().names().stream()
                .filter(name -> !name.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    static void startHealthy(String agent) {
        cluster().startAgent(agent);
        await(agent + " joins")
                .atMost(ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(cluster().states(leader()).get(agent)).isEqualTo("HEALTHY"));
    }

    static void kill(String agent) {
        Objects.requireNonNull(cluster().agents().remove(agent)).kill();
    }

    static String text(String name, String path) throws Exception {
        HttpResponse<String> answer = cluster().get(name, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    static JsonNode read(String name, String path) throws Exception {
        return JSON.readTree(text(name, path));
    }
}
