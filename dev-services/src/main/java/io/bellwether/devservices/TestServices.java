package io.bellwether.devservices;

import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.FreePorts;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.kafka.KafkaAddress;
import io.bellwether.devservices.kafka.KafkaLibraries;
import io.bellwether.devservices.kafka.KafkaServer;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.NodeEvent;
import io.bellwether.devservices.node.Supervisor;
import io.bellwether.devservices.postgres.PostgresAddress;
import io.bellwether.devservices.postgres.PostgresServer;
import io.bellwether.devservices.redis.RedisAddress;
import io.bellwether.devservices.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The real servers for the tests of one JVM: on free ports, with data under the module's {@code target}, started when
 * first asked for and stopped when the JVM ends.
 */
public final class TestServices {

    private static final Object LOCK = new Object();
    private static final List<Node> STARTED = new ArrayList<>();
    private static final Set<Integer> PORTS = new HashSet<>();

    private static @Nullable KafkaServer kafka;
    private static @Nullable PostgresServer postgres;
    private static @Nullable RedisServer redis;
    private static @Nullable Home home;

    private TestServices() {}

    public static KafkaAddress kafka() {
        synchronized (LOCK) {
            var server = kafka;
            if (server == null) {
                server = start(new KafkaServer(home(), KafkaLibraries.in(repository()), port(), port()));
                kafka = server;
            }
            return server.address();
        }
    }

    public static PostgresAddress postgres() {
        synchronized (LOCK) {
            var server = postgres;
            if (server == null) {
                server = start(new PostgresServer(home(), new Secrets(home()), port()));
                postgres = server;
            }
            return server.address();
        }
    }

    public static RedisAddress redis() {
        synchronized (LOCK) {
            var server = redis;
            if (server == null) {
                server = start(new RedisServer(home(), new Secrets(home()), port()));
                redis = server;
            }
            return server.address();
        }
    }

    /** The folder with the secrets of these servers, as Spring's {@code configtree:} reads it. */
    public static Path secrets() {
        synchronized (LOCK) {
            return home().secrets();
        }
    }

    private static <N extends Node> N start(N node) {
        var failures = new ArrayList<String>();
        var supervisor = new Supervisor(home(), (shown, event) -> {
            if (event instanceof NodeEvent.Failed failed) {
                failures.add(failed.reason());
                failures.addAll(failed.lastOutput());
            }
        });
        STARTED.add(node);
        if (!supervisor.up(node)) {
            throw new StartProblem("%s did not start for the tests:%n%s"
                    .formatted(node.name(), String.join(System.lineSeparator(), failures)));
        }
        return node;
    }

    private static Home home() {
        var current = home;
        if (current == null) {
            var name = "test-services-" + ProcessHandle.current().pid();
            current = new Home(
                            Path.of("target", name),
                            repository().resolve(".bellwether").resolve("cache"))
                    .open();
            home = current;
            var ending = current;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAll(ending), "stop-test-services"));
        }
        return current;
    }

    private static void stopAll(Home ending) {
        var supervisor = new Supervisor(ending, (node, event) -> {});
        STARTED.parallelStream().forEach(supervisor::down);
        try {
            Folders.delete(ending.folder());
        } catch (IOException e) {
            System.err.println("left behind: " + ending.folder() + " (" + Home.reason(e) + ")");
        }
    }

    private static int port() {
        int port = FreePorts.next(PORTS);
        PORTS.add(port);
        return port;
    }

    /** The folder of this project: told by the build, else found above the working folder. */
    private static Path repository() {
        var told = System.getProperty("bellwether.root");
        if (told != null) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (folder.resolve("dev-services").resolve("pom.xml").toFile().isFile()) {
                return folder;
            }
        }
        throw new StartProblem("The tests do not run inside the project's folder: set -Dbellwether.root to it.");
    }
}
