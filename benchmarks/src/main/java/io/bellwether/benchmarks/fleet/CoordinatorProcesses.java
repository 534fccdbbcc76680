package io.bellwether.benchmarks.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Three coordinators as processes of this machine, on free ports, from the jar that the build has made. */
public final class CoordinatorProcesses implements AutoCloseable {

    private static final int COUNT = 3;
    private static final int SECRET_BYTES = 32;
    /** A machine that does much else starts a JVM in minutes; a coordinator that does not start ends by itself. */
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 50;

    private final Path folder;
    private final Options options;
    private final Map<String, Integer> webPorts = new LinkedHashMap<>();
    private final Map<String, Integer> raftPorts = new LinkedHashMap<>();
    private final Map<String, Process> running = new ConcurrentSkipListMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** Whoever ends this process alone means them too. */
    private final Thread hook = new Thread(() -> running.values().forEach(Process::destroy), "end-coordinators");

    /**
     * How they are started.
     *
     * @param repository The folder of this repository, with the built jar.
     * @param profile The timing profile.
     * @param secret Whether the cluster has a secret and an operator token; without them it works on loopback only.
     */
    public record Options(Path repository, String profile, boolean secret) {}

    private CoordinatorProcesses(Path folder, Options options) {
        this.folder = folder;
        this.options = options;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts them with data and output in an empty folder, and returns when all are members and one leads. */
    public static CoordinatorProcesses start(Path folder, Options options) {
        var coordinators = new CoordinatorProcesses(folder, options);
        try {
            coordinators.prepare();
            coordinators.webPorts.keySet().forEach(coordinators::start);
            coordinators.awaitStatus(START_LIMIT, body -> body.contains("\"healthyNodes\":3,\"hasQuorum\":true"));
            return coordinators;
        } catch (IOException e) {
            coordinators.close();
            throw new UncheckedIOException("The coordinators cannot be started: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            coordinators.close();
            throw e;
        }
    }

    private void prepare() throws IOException {
        Path jar = options.repository().resolve("cluster-coordinator/target/cluster-coordinator.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("%s is not built: ./mvnw -Dquick package builds it".formatted(jar));
        }
        if (options.secret()) {
            write(secretFile());
            write(tokenFile());
        }
        // A jar of jars takes seconds longer to start, and a build that replaces it would break what runs.
        Process extracted = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        folder.resolve("app").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("extract.log").toFile())
                .start();
        if (!ended(extracted, Duration.ofMinutes(1)) || extracted.exitValue() != 0) {
            throw new IllegalStateException(
                    "%s cannot be taken apart: %s".formatted(jar, Files.readString(folder.resolve("extract.log"))));
        }
        List<Integer> ports = freePorts(2 * COUNT);
        for (int i = 0; i < COUNT; i++) {
            webPorts.put("coordinator-" + (i + 1), ports.get(2 * i));
            raftPorts.put("coordinator-" + (i + 1), ports.get(2 * i + 1));
        }
    }

    private static void write(Path file) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(secret));
    }

    /** Where the secret of the cluster is, if it has one. */
    public Path secretFile() {
        return folder.resolve("cluster-secret");
    }

    /** Where the operator's token is, if there is one. */
    public Path tokenFile() {
        return folder.resolve("operator-token");
    }

    /** The operator's token. */
    public String token() {
        try {
            return Files.readString(tokenFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Their names, in order. */
    public List<String> names() {
        return List.copyOf(webPorts.keySet());
    }

    /** Their base URLs, with commas between, as cluster.coordinators takes them. */
    public String urls() {
        return webPorts.values().stream()
                .map(port -> "http://127.0.0.1:" + port)
                .collect(Collectors.joining(","));
    }

    /** An address at one of them. */
    public URI uri(String name, String path) {
        return URI.create("http://127.0.0.1:" + webPorts.get(name) + path);
    }

    /** Whether all their processes run. */
    public boolean allRun() {
        return running.size() == COUNT && running.values().stream().allMatch(Process::isAlive);
    }

    /** What one of them has written. */
    public String output(String name) {
        try {
            return Files.readString(log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private void start(String name) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx160m",
                "-jar",
                folder.resolve("app/cluster-coordinator.jar").toString(),
                "--spring.main.banner-mode=off",
                "--server.port=" + webPorts.get(name),
                "--cluster.node.id=" + name,
                "--cluster.profile=" + options.profile(),
                "--cluster.data-directory=" + folder.resolve(name),
                "--cluster.coordinators=" + urls(),
                "--cluster.raft.voters=" + voters()));
        if (options.secret()) {
            command.add("--cluster.secret-file=" + secretFile());
            command.add("--cluster.operator.token-file=" + tokenFile());
        }
        try {
            running.put(
                    name,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log(name).toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    private String voters() {
        return raftPorts.entrySet().stream()
                .map(each -> each.getKey() + "=127.0.0.1:" + each.getValue())
                .collect(Collectors.joining(","));
    }

    /** Waits until every coordinator's /cluster/status is as it shall be. */
    public void awaitStatus(Duration limit, Predicate<String> isAsWanted) {
        long end = System.nanoTime() + limit.toNanos();
        for (String name : names()) {
            String last = "nothing";
            while (!isAsWanted.test(last)) {
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("after %d s %s answered %s; its output: %s"
                            .formatted(limit.toSeconds(), name, last, output(name)));
                }
                if (ended(Objects.requireNonNull(running.get(name)), Duration.ofMillis(POLL_MILLIS))) {
                    throw new IllegalStateException("%s has ended: %s".formatted(name, output(name)));
                }
                last = status(name);
            }
        }
    }

    /** The body of /cluster/status; what hinders an answer while there is none. */
    public String status(String name) {
        return answer(name, "/cluster/status");
    }

    /** The body that one of them answers with at an address. */
    String answer(String name, String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri(name, path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofString());
            return answer.body();
        } catch (IOException e) {
            return "nothing: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a status was asked for", e);
        }
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was waited for", e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** All are held until all are found: one that is let go can be given out again. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** Ends them; what does not end in time is killed. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        running.values().forEach(Process::destroy);
        for (Process process : running.values()) {
            if (!ended(process, END_LIMIT)) {
                process.destroyForcibly();
            }
        }
        http.close();
    }
}
