package io.bellwether.devservices.redis;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Platform;
import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Health;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Place;
import io.bellwether.devservices.process.ProcessSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Redis server that writes every change to its append-only file. */
public final class RedisServer implements Node {

    public static final String NAME = "redis";
    public static final String PASSWORD = "spring.data.redis.password";

    private static final String VERSION = "7.0.15";
    private static final int TIMEOUT_MILLIS = 2000;

    private final Home home;
    private final Secrets secrets;
    private final int port;
    private final Place place;

    /** A server on loopback. */
    public RedisServer(Home home, Secrets secrets, int port) {
        this(home, secrets, port, Place.LOOPBACK);
    }

    public RedisServer(Home home, Secrets secrets, int port, Place place) {
        this.home = home;
        this.secrets = secrets;
        this.port = port;
        this.place = place;
    }

    public RedisAddress address() {
        return new RedisAddress(place.address(), port, secrets.get(PASSWORD));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public String fingerprint() {
        return "redis-%s:%s:%d".formatted(VERSION, place.address(), port);
    }

    @Override
    public String marker() {
        return settingsFile().toString();
    }

    @Override
    public ProcessSpec prepare() {
        var data = Home.privateFolder(home.data(NAME));
        var settings = settingsFile();
        writeSettings(settings, data);
        var command = place.command(List.of(program().toString(), settings.toString()));
        return new ProcessSpec(command, Map.of(), data, home.output(NAME));
    }

    @Override
    public Health health() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(place.address(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("AUTH %s\r\nPING\r\nQUIT\r\n"
                            .formatted(secrets.get(PASSWORD))
                            .getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            return answer.equals("+OK\r\n+PONG\r\n") ? Health.healthy() : Health.notYet(answer.strip());
        } catch (IOException e) {
            return Health.notYet(Home.reason(e));
        }
    }

    private Path settingsFile() {
        return home.data(NAME).resolve("redis.conf");
    }

    private void writeSettings(Path file, Path data) {
        var settings = """
                bind %s
                port %d
                dir "%s"
                requirepass %s
                appendonly yes
                save ""
                # A cache: it forgets what was used least, and never grows beyond this.
                maxmemory 128mb
                maxmemory-policy allkeys-lru
                # The command line stays as it was started, so that the process can be found by it.
                set-proc-title no
                """.formatted(place.address(), port, data, secrets.get(PASSWORD));
        try {
            Files.writeString(file, settings);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new StartProblem("Redis' settings %s cannot be written (%s)".formatted(file, Home.reason(e)), e);
        }
    }

    private Path program() {
        var program = home.binaries().resolve("redis-" + VERSION).resolve("redis-server");
        if (Files.isExecutable(program)) {
            return program;
        }
        var resource =
                "/redis-server-%s-%s".formatted(VERSION, Platform.current().redisName());
        try (var in = RedisServer.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new StartProblem("The Redis binary %s is not on the class path: build again with ./mvnw package"
                        .formatted(resource));
            }
            Files.createDirectories(program.getParent());
            var fresh = Files.createTempFile(program.getParent(), ".new", null);
            Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            // In one step: a launcher that is killed here leaves no half program behind.
            Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
            return program;
        } catch (IOException e) {
            throw new StartProblem("Redis cannot be unpacked to %s (%s)".formatted(program, Home.reason(e)), e);
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofSeconds(30);
    }
}
