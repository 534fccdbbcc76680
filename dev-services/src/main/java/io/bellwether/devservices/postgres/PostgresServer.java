package io.bellwether.devservices.postgres;

import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Health;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Place;
import io.bellwether.devservices.process.CommandResult;
import io.bellwether.devservices.process.ProcessSpec;
import io.bellwether.devservices.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A Postgres server that keeps what it has acknowledged. */
public final class PostgresServer implements Node {

    public static final String NAME = "postgres";
    public static final String PASSWORD = "spring.datasource.password";
    public static final String DATABASE = "bellwether";
    public static final String USER = "bellwether";

    private static final Duration SETUP_LIMIT = Duration.ofMinutes(1);

    private final Home home;
    private final Secrets secrets;
    private final int port;
    private final Place place;

    /** A server on loopback. */
    public PostgresServer(Home home, Secrets secrets, int port) {
        this(home, secrets, port, Place.LOOPBACK);
    }

    public PostgresServer(Home home, Secrets secrets, int port, Place place) {
        this.home = home;
        this.secrets = secrets;
        this.port = port;
        this.place = place;
    }

    public PostgresAddress address() {
        return new PostgresAddress(place.address(), port, DATABASE, USER, secrets.get(PASSWORD));
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
        return "postgres-%s:%s:%d".formatted(PostgresBinaries.VERSION, place.address(), port);
    }

    @Override
    public String marker() {
        return home.data(NAME).toString();
    }

    @Override
    public ProcessSpec prepare() {
        var binaries = PostgresBinaries.unpacked(home);
        var notRoot = NotRoot.prefix();
        var data = home.data(NAME);
        if (!Files.isDirectory(data)) {
            createDatabase(binaries, notRoot, data);
        }
        checkMajorVersion(data);
        new LastPostmaster(data).bury();
        var command = new ArrayList<>(place.command(notRoot));
        command.addAll(List.of(binaries.program("postgres").toString(), "-D", data.toString()));
        setting(command, "port", Integer.toString(port));
        setting(command, "listen_addresses", place.address());
        if (!place.isLoopback()) {
            setting(command, "hba_file", admission().toString());
        }
        // A socket's path may not be longer than 107 bytes, and folders are.
        setting(command, "unix_socket_directories", "");
        // What is acknowledged survives a crash, here as in production.
        setting(command, "fsync", "on");
        setting(command, "synchronous_commit", "on");
        setting(command, "max_connections", "60");
        setting(command, "shared_buffers", "32MB");
        return new ProcessSpec(command, Map.of(), data, home.output(NAME));
    }

    @Override
    public Health health() {
        var login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", secrets.get(PASSWORD));
        login.setProperty("connectTimeout", "2");
        login.setProperty("loginTimeout", "2");
        login.setProperty("socketTimeout", "2");
        try (var connection = DriverManager.getConnection(address().jdbcUrl(), login);
                var statement = connection.createStatement()) {
            statement.execute("select 1");
            return Health.healthy();
        } catch (SQLException e) {
            var message = String.valueOf(e.getMessage());
            return Health.notYet(message.lines().findFirst().orElse(message));
        }
    }

    /** Fast shutdown: sessions are ended, what is committed is kept. */
    @Override
    public Signal stopSignal() {
        return Signal.INT;
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(8);
    }

    /** What it lets in beyond loopback: with a password, and only from the network that it stands in. */
    private Path admission() {
        var file = home.run().resolve(NAME + "-admission.conf");
        try {
            Files.createDirectories(home.run());
            Files.writeString(file, "host all all samenet scram-sha-256\n");
            return file;
        } catch (IOException e) {
            throw new StartProblem("%s cannot be written (%s)".formatted(file, Home.reason(e)), e);
        }
    }

    private void createDatabase(PostgresBinaries binaries, List<String> notRoot, Path data) {
        try {
            // A folder for each attempt: when a launcher is killed, its initdb may still be writing into the last one.
            var attempt = Files.createTempDirectory(Home.privateFolder(home.data(NAME + "-attempts")), "attempt");
            // Made by initdb itself, so that it belongs to whom the server will run as.
            var fresh = attempt.resolve("data");
            var password = Files.createTempFile("pw", null);
            try {
                Files.writeString(password, secrets.get(PASSWORD));
                run(notRoot, binaries.program("initdb"), initArguments(fresh, password), null);
            } finally {
                Files.delete(password);
            }
            run(
                    notRoot,
                    binaries.program("postgres"),
                    List.of("--single", "-D", fresh.toString(), "postgres"),
                    "CREATE DATABASE " + DATABASE + ";\n");
            // In one step: a database that was half made is never started.
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
            deleteAttempts();
        } catch (IOException e) {
            throw new StartProblem("The database in %s cannot be made (%s)".formatted(data, Home.reason(e)), e);
        }
    }

    private void deleteAttempts() {
        try {
            Folders.delete(home.data(NAME + "-attempts"));
        } catch (IOException e) {
            // An initdb whose launcher was killed still writes there. It ends soon, and nobody reads what it leaves.
            return;
        }
    }

    private static List<String> initArguments(Path data, Path password) {
        return List.of(
                "-D",
                data.toString(),
                "-U",
                USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--no-instructions");
    }

    private static void run(List<String> notRoot, Path program, List<String> arguments, @Nullable String input) {
        var command = new ArrayList<>(notRoot);
        command.add(program.toString());
        command.addAll(arguments);
        var result = CommandResult.of(command, SETUP_LIMIT, input);
        if (!result.ok()) {
            throw new StartProblem("Postgres cannot be set up: %s ended with %d and said: %s"
                    .formatted(program.getFileName(), result.exitCode(), result.output()));
        }
    }

    private static void checkMajorVersion(Path data) {
        var file = data.resolve("PG_VERSION");
        try {
            var found = Files.readString(file).strip();
            var major = PostgresBinaries.VERSION.substring(0, PostgresBinaries.VERSION.indexOf('.'));
            if (!found.equals(major)) {
                throw new StartProblem(
                        "The data in %s was written by Postgres %s, this is %s: move the folder away, or run ./bellwether clean to begin anew (the data is lost then)."
                                .formatted(data, found, major));
            }
        } catch (IOException e) {
            throw new StartProblem(
                    "%s holds no whole database (%s): run ./bellwether clean to begin anew (the data is lost then)."
                            .formatted(data, Home.reason(e)),
                    e);
        }
    }

    private static void setting(List<String> command, String name, String value) {
        command.add("-c");
        command.add(name + "=" + value);
    }
}
