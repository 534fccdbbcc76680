package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.fleet.Folder;
import io.bellwether.benchmarks.http.HttpConnection;
import io.bellwether.benchmarks.process.ChildProcess;
import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.devservices.app.AppImage;
import io.bellwether.devservices.home.FreePorts;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.process.JvmFlags;
import io.bellwether.devservices.process.ProcessRecord;
import io.bellwether.devservices.process.ProcessRecords;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system in a home of its own, with two producers and a plain gateway that are processes of this benchmark: one
 * producer to be killed and stopped, one behind a proxy to be slowed.
 */
final class SystemUnderTest implements AutoCloseable {

    static final int PRODUCERS = 3;

    private static final String SLOWED = "log-producer-2";
    private static final String BROKEN = "log-producer-3";
    private static final String PLAIN = "plain-gateway-1";
    private static final String OURS = "api-gateway-1";
    private static final int HEAP_MEGABYTES = 160;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int OK = 200;
    private static final int SILENCE_MILLIS_MAX = 2_000;
    /** Of three that are well each has a third, as far as their health is the same. */
    private static final double SHARE_MIN = 0.22;

    private static final Pattern PRODUCER = Pattern.compile(
            "\"nodeId\":\"(log-producer-[^\"]*)\"[^{}]*\"state\":\"(\\w+)\"[^{}]*\"share\":([0-9.eE-]+)");

    private final Path repository;
    private final Path folder;
    private final Home home;
    private final Bellwether command;
    private final double shareMin;
    private final SystemLayout layout;
    private final TreeSet<Integer> taken = new TreeSet<>();
    private final Thread hook;
    private final List<AutoCloseable> closing = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private SystemUnderTest(Path repository, Path folder, Bellwether command, double shareMin) {
        this.repository = repository;
        this.folder = folder;
        this.command = command;
        this.shareMin = shareMin;
        this.home = new Home(folder, repository.resolve(".bellwether/cache"));
        this.layout = SystemLayout.of(home, repository, new TreeMap<>(), false);
        this.hook = new Thread(command::downSoon, "end-system");
    }

    /** What a run needs of it. */
    record Parts(ChildProcess broken, SlowingProxy proxy, int plainPort, ChildProcess plain) {}

    /**
     * Starts the system alone.
     *
     * @param inFull Whether each run begins when every producer has its full share, half a minute after it has come.
     */
    static SystemUnderTest start(boolean inFull) {
        Path repository = Path.of(System.getProperty("bellwether.root", "."))
                .toAbsolutePath()
                .normalize();
        Path folder = Folder.temporary("bellwether-routing");
        var command = new Bellwether(repository, folder);
        var early = new Thread(command::downSoon, "end-system-early");
        Runtime.getRuntime().addShutdownHook(early);
        try {
            command.run("up", "--free-ports");
            var system = new SystemUnderTest(repository, folder, command, inFull ? SHARE_MIN : 0);
            Runtime.getRuntime().addShutdownHook(system.hook);
            return system;
        } catch (RuntimeException e) {
            Folder.delete(folder);
            throw e;
        } finally {
            Runtime.getRuntime().removeShutdownHook(early);
        }
    }

    /** Starts the producers and the plain gateway, one after the other, and waits until all are well. */
    Parts addParts() throws IOException {
        int slowedPort = freePort();
        SlowingProxy proxy = SlowingProxy.before(slowedPort);
        closing.add(proxy);
        member("log-producer", SLOWED, slowedPort, List.of("--cluster.service.url=http://127.0.0.1:" + proxy.port()));
        ChildProcess broken = member("log-producer", BROKEN, freePort(), List.of());
        int plainPort = freePort();
        ChildProcess plain = member("benchmarks/plain-gateway", PLAIN, plainPort, List.of());
        settle();
        return new Parts(broken, proxy, plainPort, plain);
    }

    private ChildProcess member(String module, String name, int port, List<String> more) {
        String jar = Path.of(module).getFileName().toString();
        var image = new AppImage(
                home.apps().resolve(jar),
                repository.resolve(module).resolve("target").resolve(jar + ".jar"));
        image.extract();
        List<String> arguments = new ArrayList<>(List.of(JvmFlags.java()));
        // As the launcher starts them: the gateways with both compilers.
        arguments.addAll(name.equals(PLAIN) ? JvmFlags.busy(HEAP_MEGABYTES) : JvmFlags.small(HEAP_MEGABYTES));
        arguments.addAll(JvmFlags.sharedArchive(image.sharedArchive(), false));
        arguments.addAll(List.of("-jar", image.mainJar().toString()));
        arguments.add("--cluster.node.bind=127.0.0.1:" + freePort());
        arguments.add("--cluster.coordinators="
                + layout.coordinators().stream().map(URI::toString).collect(Collectors.joining(",")));
        arguments.add("--cluster.secret-file=" + home.secrets().resolve("cluster-secret"));
        arguments.add("--spring.kafka.bootstrap-servers=" + layout.address("kafka"));
        arguments.addAll(more);
        Map<String, String> environment = new TreeMap<>();
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("CLUSTER_NODE_ID", name);
        ChildProcess jvm =
                ChildProcess.start(name, arguments, environment, home.folder().resolve(name + ".log"));
        closing.add(jvm);
        jvm.await("ready", START_LIMIT, () -> isReady(port));
        return jvm;
    }

    private static boolean isReady(int port) {
        byte[] request = "GET /actuator/health/readiness HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                .formatted(port)
                .getBytes(StandardCharsets.US_ASCII);
        try (var connection = new HttpConnection(port)) {
            return connection.exchange(request, SILENCE_MILLIS_MAX) == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process of our gateway. */
    ProcessHandle ours() {
        return new ProcessRecords(home)
                .read(OURS)
                .flatMap(ProcessRecord::handle)
                .orElseThrow(() -> new IllegalStateException(OURS + " does not run"));
    }

    /** All processes that belong to it. */
    List<ProcessHandle> processes() {
        Stream<ProcessHandle> started = new ProcessRecords(home)
                .all().stream()
                        .flatMap(each -> each.handle().stream())
                        .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()));
        Stream<ProcessHandle> added =
                closing.stream().filter(ChildProcess.class::isInstance).map(each -> ((ChildProcess) each).handle());
        return Stream.concat(started, added).toList();
    }

    int ourPort() {
        String address = layout.address(OURS);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Forgives whoever was broken what it did, so that it is not kept out for coming and going, and waits for all. */
    void heal() {
        command.run("readmit", BROKEN, "--reason", "the benchmark has broken it on purpose");
        settle();
    }

    private void settle() {
        long end = System.nanoTime() + SETTLE_LIMIT.toNanos();
        while (!isSettled()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("after %d s not all %d producers have their share: %s"
                        .formatted(SETTLE_LIMIT.toSeconds(), PRODUCERS, routes()));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean isSettled() {
        int well = 0;
        Matcher producers = PRODUCER.matcher(routes());
        while (producers.find()) {
            well += producers.group(2).equals("HEALTHY") && Double.parseDouble(producers.group(3)) > shareMin ? 1 : 0;
        }
        return well == PRODUCERS;
    }

    /** Kills these processes of the system. */
    void kill(List<String> nodes) {
        var records = new ProcessRecords(home);
        for (String node : nodes) {
            records.read(node)
                    .flatMap(ProcessRecord::handle)
                    .orElseThrow(() -> new IllegalStateException(node + " does not run"))
                    .destroyForcibly();
        }
    }

    /** Starts what does not run. */
    void startAgain() {
        command.run("up", "--free-ports");
    }

    /** What our gateway says of its routes. */
    String routes() {
        var request = HttpRequest.newBuilder(URI.create("http://%s/gateway/routes".formatted(layout.address(OURS))))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "nothing: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while routes were asked for", e);
        }
    }

    private int freePort() {
        int port = FreePorts.next(taken);
        while (!isFreeForDatagrams(port)) {
            port = FreePorts.next(taken);
        }
        taken.add(port);
        return port;
    }

    private static boolean isFreeForDatagrams(int port) {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    /** Ends everything and leaves nothing behind. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        try {
            for (AutoCloseable each : closing.reversed()) {
                each.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("what the benchmark has started cannot be ended", e);
        } finally {
            http.close();
            command.run("down");
            Folder.delete(folder);
        }
    }
}
