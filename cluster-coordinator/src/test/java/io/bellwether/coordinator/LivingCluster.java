package io.bellwether.coordinator;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.raft.Halt;
import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three coordinators as they are started in production, and plain agents, in one process on loopback. */
final class LivingCluster implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final String TOKEN = "operator".repeat(8);

    private final Path folder;
    private String profile = "fast";
    private String leaveTimeout = "0";
    private final List<String> more = new ArrayList<>();
    private final Map<String, Integer> webPorts = new TreeMap<>();
    private final Map<String, Integer> raftPorts = new TreeMap<>();
    private final Map<String, ConfigurableApplicationContext> running = new ConcurrentSkipListMap<>();
    private final List<String> halts = new CopyOnWriteArrayList<>();
    private final Map<String, Agent> agents = new TreeMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    LivingCluster(Path folder) {
        this.folder = folder;
        for (int i = 1; i <= 3; i++) {
            webPorts.put("coordinator-" + i, TestPorts.free());
            raftPorts.put("coordinator-" + i, TestPorts.free());
        }
    }

    /** With other timings than the fast ones. */
    LivingCluster timed(String name) {
        profile = name;
        return this;
    }

    /** Whose coordinators say good-bye when they are stopped. */
    LivingCluster polite() {
        leaveTimeout = "3s";
        return this;
    }

    /** With these settings too. */
    LivingCluster with(String... settings) {
        more.addAll(List.of(settings));
        return this;
    }

    private Path tokenFile() {
        try {
            return Files.writeString(folder.resolve("operator-token"), TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return List.copyOf(webPorts.keySet());
    }

    List<String> runningNames() {
        return List.copyOf(running.keySet());
    }

    LivingCluster startAll() {
        names().forEach(this::start);
        return this;
    }

    void start(String name) {
        List<String> arguments = new ArrayList<>(arguments(name));
        arguments.addAll(more);
        running.put(
                name,
                new SpringApplicationBuilder(CoordinatorApplication.class)
                        .initializers(context -> ((GenericApplicationContext) context)
                                .registerBean(Halt.class, () -> new Halt((line, cause) -> halts.add(line))))
                        .run(arguments.toArray(String[]::new)));
    }

    private List<String> arguments(String name) {
        String voters = raftPorts.entrySet().stream()
                .map(each -> each.getKey() + "=127.0.0.1:" + each.getValue())
                .collect(Collectors.joining(","));
        return List.of(
                "--spring.main.banner-mode=off",
                "--server.port=" + webPorts.get(name),
                "--server.shutdown=immediate",
                "--cluster.node.id=" + name,
                "--cluster.profile=" + profile,
                "--cluster.data-directory=" + folder.resolve(name),
                "--cluster.agent.leave-timeout=" + leaveTimeout,
                "--cluster.operator.token-file=" + tokenFile(),
                "--cluster.raft.snapshot-threshold=25",
                "--cluster.raft.voters=" + voters,
                "--cluster.coordinators=" + urls());
    }

    private String urls() {
        return webPorts.values().stream()
                .map(port -> "http://127.0.0.1:" + port)
                .collect(Collectors.joining(","));
    }

    /** Without a good-bye. */
    void stop(String name) {
        Objects.requireNonNull(running.remove(name)).close();
    }

    /**
     * Stops them all at the same moment. Each on a thread of its own: the pool that is shared has two on two cores, and
     * whoever is stopped waits for those that are not yet.
     */
    void stopTogether(List<String> names) {
        try (var threads = Executors.newFixedThreadPool(names.size())) {
            names.stream()
                    .map(name -> CompletableFuture.runAsync(() -> stop(name), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    Host host(String name) {
        return Objects.requireNonNull(running.get(name)).getBean(Host.class);
    }

    /** The name of the one that says that it leads, or null. */
    @Nullable
    String leader() {
        List<String> leaders = running.entrySet().stream()
                .filter(each -> each.getValue().getBean(Host.class).log().leading())
                .map(Map.Entry::getKey)
                .toList();
        return leaders.size() == 1 ? leaders.getFirst() : null;
    }

    /** Why coordinators have ended themselves; their processes would be gone. */
    List<String> halts() {
        return halts;
    }

    Map<String, Agent> agents() {
        return agents;
    }

    Agent startAgent(String name) {
        var agent = new Agent(
                name,
                webPorts.values().stream()
                        .map(port -> URI.create("http://127.0.0.1:" + port))
                        .toList());
        agents.put(name, agent);
        return agent;
    }

    /** A plain agent that can be killed. */
    static final class Agent {

        final ClusterAgent agent;

        Agent(String name, List<URI> coordinators) {
            agent = new ClusterAgent(AgentConfig.builder(name)
                    .coordinators(coordinators)
                    .profile(TimingProfile.FAST)
                    .build());
            agent.start();
        }

        void kill() {
            agent.stop(Duration.ZERO);
        }
    }

    HttpResponse<String> get(String name, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(name, path)).timeout(Duration.ofSeconds(15)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Asks as an operator. */
    HttpResponse<String> operate(String name, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(name, path))
                .timeout(Duration.ofSeconds(15))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    int raftPort(String name) {
        return Objects.requireNonNull(raftPorts.get(name));
    }

    Path data(String name) {
        return folder.resolve(name);
    }

    URI uri(String name, String path) {
        return URI.create("http://127.0.0.1:" + webPorts.get(name) + path);
    }

    JsonNode status(String name) throws IOException, InterruptedException {
        return JSON.readTree(get(name, "/cluster/status").body());
    }

    /** The states of the members as one coordinator tells them. */
    Map<String, String> states(String name) throws IOException, InterruptedException {
        Map<String, String> states = new TreeMap<>();
        status(name)
                .get("membership")
                .properties()
                .forEach(each ->
                        states.put(each.getKey(), each.getValue().get("status").asString()));
        return states;
    }

    @Override
    public void close() {
        new ArrayList<>(agents.values()).forEach(Agent::kill);
        runningNames().forEach(this::stop);
        http.close();
    }
}
