package io.bellwether.it.compose;

import static java.util.Objects.requireNonNull;

import io.bellwether.it.compose.Command.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** docker-compose.yml under a project name and on host ports of its own, so that it disturbs no other. */
final class ComposeProject {

    /** Its image is not had everywhere, and no record passes through it. */
    private static final String LEFT_OUT = "grafana";

    private static final List<String> PORTS = List.of(
            "GATEWAY_PORT",
            "COORDINATOR_PORT",
            "COORDINATOR_2_PORT",
            "COORDINATOR_3_PORT",
            "PRODUCER_PORT",
            "CONSUMER_PORT",
            "KAFKA_PORT",
            "REDIS_PORT",
            "POSTGRES_PORT",
            "PROMETHEUS_PORT",
            "GRAFANA_PORT");

    private static final Map<Integer, String> DOCUMENTED = Map.of(
            8080, "GATEWAY_PORT", 8081, "COORDINATOR_PORT", 8084, "COORDINATOR_2_PORT", 8085, "COORDINATOR_3_PORT");

    private static final List<String> MODULES =
            List.of("cluster-coordinator", "log-producer", "log-consumer", "api-gateway");

    private final Path root;
    private final String name;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String operatorToken = "";

    ComposeProject(Path root) {
        this.root = root;
        name = "bellwether-it-%d".formatted(ProcessHandle.current().pid());
        var random = new Random();
        for (String port : PORTS) {
            environment.put(port, Integer.toString(freePort(random)));
        }
        // Timing at a quarter: what is cut off is removed after 4 s instead of 15.
        environment.put("CLUSTER_PROFILE", "fast");
        environment.put("PROMISE_UNMOVED", "10");
        environment.put("COMPOSE_PROJECT_NAME", name);
        environment.put("SYSTEM", "compose");
        // Images of its own: those of a person who runs the system stay as they are.
        environment.put("IMAGE_PREFIX", "bellwether-it");
        environment.put("JARS", jars());
    }

    /** Why it cannot be started on this machine; empty when it can. */
    Optional<String> obstacle() {
        var engine = docker(Duration.ofSeconds(20), "info", "--format", "{{.ServerVersion}}");
        if (!engine.succeeded()) {
            return Optional.of("no Docker engine answers: " + engine.output().strip());
        }
        return images().stream().filter(image -> !canBeHad(image)).findFirst().map("%s cannot be had"::formatted);
    }

    /** Starts everything but Grafana and returns when it is healthy. */
    void up() {
        up(services());
    }

    /** Starts these, and what they depend on. */
    void up(List<String> services) {
        var arguments = new ArrayList<>(List.of("up", "--detach", "--build", "--wait", "--wait-timeout", "300"));
        arguments.addAll(services);
        var outcome = compose(Duration.ofMinutes(20), arguments);
        if (!outcome.succeeded()) {
            throw new AssertionError("docker compose up failed:\n" + lastLines(outcome.output()) + "\n" + report());
        }
    }

    /** Lets a service have so many containers; those that are there stay. */
    void scale(String service, int containers) {
        // Containers of one service cannot share a port of this machine: each further one gets a free one.
        environment.put("PRODUCER_PORT", "0");
        var outcome = compose(
                Duration.ofMinutes(2),
                List.of("up", "--detach", "--no-recreate", "--scale", "%s=%d".formatted(service, containers), service));
        if (!outcome.succeeded()) {
            throw new AssertionError("docker compose up --scale failed:\n" + outcome.output());
        }
    }

    /** Removes containers and networks; the volumes stay. */
    void down() {
        down(List.of());
    }

    /** Removes containers, networks and volumes. */
    void forget() {
        operatorToken = "";
        down(List.of("--volumes"));
    }

    private void down(List<String> further) {
        var arguments = new ArrayList<>(List.of("down", "--timeout", "30"));
        arguments.addAll(further);
        var outcome = compose(Duration.ofMinutes(3), arguments);
        if (!outcome.succeeded()) {
            throw new AssertionError("docker compose down failed:\n" + outcome.output());
        }
    }

    /** Takes a service's container out of the network of the cluster, by the command of docs/containers.md. */
    void disconnect(String service) {
        network("disconnect", name + "_cluster", container(service));
    }

    /** Puts it back. */
    void connect(String service) {
        network("connect", "--alias", service + ".cluster", name + "_cluster", container(service));
    }

    /** The address of a service's container in the network of the cluster. */
    String addressOf(String service) {
        var format = "{{(index .NetworkSettings.Networks \"%s_cluster\").IPAddress}}".formatted(name);
        return lines(docker(Duration.ofSeconds(20), "inspect", "--format", format, container(service)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " is not in the network of the cluster"));
    }

    private void network(String verb, String... arguments) {
        var words =
                Stream.concat(Stream.of("network", verb), Stream.of(arguments)).toArray(String[]::new);
        var outcome = docker(Duration.ofSeconds(20), words);
        if (!outcome.succeeded()) {
            throw new AssertionError("docker network %s failed:\n%s".formatted(verb, outcome.output()));
        }
    }

    private String container(String service) {
        return lines(compose(Duration.ofSeconds(20), List.of("ps", "--quiet", service)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has no container"));
    }

    /** A script of integration-tests on this system. */
    Outcome script(Duration bound, String script, String... arguments) {
        var words = new ArrayList<>(List.of("sh", "integration-tests/" + script));
        words.addAll(List.of(arguments));
        return new Command(root, environment, words).run(bound);
    }

    /** What somebody typed who has the system of the page, on this one. */
    String asTypedHere(String command) {
        var here = command.matches("docker-compose up -d( *#.*)?")
                ? "docker-compose up --wait " + String.join(" ", services())
                : command;
        for (var port : DOCUMENTED.entrySet()) {
            here = here.replace(
                    "127.0.0.1:" + port.getKey(), address(port.getValue()).getAuthority());
        }
        return here.replace("docker-compose ", "docker compose --project-name %s --progress quiet ".formatted(name))
                .replace("bellwether_cluster", name + "_cluster")
                .replace("bellwether-api-gateway-1", name + "-api-gateway-1");
    }

    /** Runs a script that was written for it. */
    Outcome shell(Duration bound, Path script) {
        return new Command(root, environment, List.of("sh", script.toString())).run(bound);
    }

    /** Containers, volumes and networks that carry its name. */
    List<String> leftovers() {
        var filter = "label=com.docker.compose.project=" + name;
        var bound = Duration.ofSeconds(20);
        return Stream.of(
                        docker(bound, "ps", "--all", "--quiet", "--filter", filter),
                        docker(bound, "volume", "ls", "--quiet", "--filter", filter),
                        docker(bound, "network", "ls", "--quiet", "--filter", filter))
                .flatMap(ComposeProject::lines)
                .toList();
    }

    /** What docs/containers.md says how to look up. */
    String secret(String file) {
        var words = List.of("run", "--rm", "--no-deps", "--entrypoint", "cat", "secrets", "/secrets/" + file);
        var outcome = compose(Duration.ofMinutes(1), words);
        if (!outcome.succeeded()) {
            throw new AssertionError("the secret cannot be read:\n" + outcome.output());
        }
        return lastLine(outcome.output());
    }

    /** The token that goes with every request that changes something. */
    String operatorToken() {
        if (operatorToken.isEmpty()) {
            operatorToken = secret("cluster-coordinator/operator-token");
        }
        return operatorToken;
    }

    private static String lastLine(String output) {
        return output.strip().lines().reduce("", (before, line) -> line);
    }

    /** What its containers are and said last. */
    String report() {
        var bound = Duration.ofSeconds(30);
        return compose(bound, List.of("ps", "--all")).output()
                + compose(bound, List.of("logs", "--no-color", "--tail", "15")).output();
    }

    /** The address on this machine of the port that a variable of docker-compose.yml names. */
    URI address(String port) {
        return URI.create("http://127.0.0.1:" + requireNonNull(environment.get(port), port));
    }

    private List<String> services() {
        return lines(compose(Duration.ofSeconds(20), List.of("config", "--services")))
                .filter(service -> !service.equals(LEFT_OUT))
                .toList();
    }

    /** What has to be pulled: the images of the compose file, and those that the Dockerfile begins with. */
    private List<String> images() {
        var run = lines(compose(Duration.ofSeconds(20), List.of("config", "--images")))
                .filter(image -> !image.startsWith("bellwether-it/") && !image.contains(LEFT_OUT));
        return Stream.concat(run, baseImages()).distinct().toList();
    }

    private Stream<String> baseImages() {
        try {
            return Files.readAllLines(root.resolve("Dockerfile")).stream()
                    .filter(line -> line.startsWith("FROM ") && line.contains(":"))
                    .map(line -> line.split(" ", -1)[1])
                    .filter(image -> !image.startsWith("maven:") || "sources".equals(environment.get("JARS")));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the Dockerfile", e);
        }
    }

    private boolean canBeHad(String image) {
        return docker(Duration.ofSeconds(20), "image", "inspect", image).succeeded()
                || docker(Duration.ofMinutes(5), "pull", "--quiet", image).succeeded();
    }

    /** Jars that this build has made already save the images' own; `JARS=sources` in the environment insists. */
    private String jars() {
        var wanted = System.getenv("JARS");
        if (wanted != null) {
            return wanted;
        }
        return MODULES.stream()
                        .map(module -> root.resolve(module).resolve("target").resolve(module + ".jar"))
                        .allMatch(Files::exists)
                ? "prebuilt"
                : "sources";
    }

    private Outcome compose(Duration bound, List<String> arguments) {
        var words = new ArrayList<>(List.of("docker", "compose", "--project-name", name, "--progress", "plain"));
        words.addAll(arguments);
        return new Command(root, environment, words).run(bound);
    }

    private Outcome docker(Duration bound, String... arguments) {
        var words = new ArrayList<>(List.of("docker"));
        words.addAll(List.of(arguments));
        return new Command(root, environment, words).run(bound);
    }

    private static Stream<String> lines(Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new AssertionError("docker compose does not take docker-compose.yml:\n" + outcome.output());
        }
        return outcome.output().lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static String lastLines(String output) {
        var lines = output.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Below the range from which the system takes ports for outgoing connections. */
    private static int freePort(Random random) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = random.nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one may be free.
            }
        }
        throw new IllegalStateException("no free port found between 20000 and 32000");
    }
}
