package io.bellwether.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.FreePorts;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.kafka.KafkaLibraries;
import io.bellwether.devservices.kafka.KafkaServer;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Supervisor;
import io.bellwether.devservices.postgres.PostgresAddress;
import io.bellwether.devservices.postgres.PostgresServer;
import io.bellwether.devservices.process.Processes;
import io.bellwether.devservices.process.Signal;
import io.bellwether.devservices.redis.RedisAddress;
import io.bellwether.devservices.redis.RedisServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each server has acknowledged is there after a kill -9 and after an orderly end. */
class ServersKeepTheirDataIT {

    private static final Path REPOSITORY = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    private final Set<Integer> ports = new HashSet<>();
    private final List<String> events = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private Home home = new Home(Path.of("target", "unset"));
    private Supervisor supervisor = new Supervisor(home, (node, event) -> {});

    @BeforeEach
    void openHome() {
        home = new Home(folder.resolve("home"), REPOSITORY.resolve(".bellwether/cache")).open();
        supervisor = new Supervisor(home, (node, event) -> events.add(node.name() + ": " + event));
    }

    @AfterEach
    void stopAll() {
        nodes.forEach(supervisor::down);
    }

    @Test
    void postgresKeepsARowOverAKillAndOverAStop() throws SQLException {
        var postgres = started(new PostgresServer(home, new Secrets(home), port()));
        try (var connection = connect(postgres.address());
                var statement = connection.createStatement()) {
            statement.execute("create table kept (line text)");
            statement.execute("insert into kept values ('here')");
        }

        killAndStartAgain(postgres);
        assertThat(rows(postgres)).isEqualTo(1);

        stopAndStartAgain(postgres);
        assertThat(rows(postgres)).isEqualTo(1);
    }

    @Test
    void postgresStartsThoughTheNumberOfItsLastProcessIsSomebodyElses() throws SQLException, IOException {
        var postgres = started(new PostgresServer(home, new Secrets(home), port()));
        var file = home.data(PostgresServer.NAME).resolve("postmaster.pid");
        var lines = new ArrayList<>(Files.readAllLines(file));
        supervisor.down(postgres);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(file, lines);

        assertThat(supervisor.up(postgres)).as("%s", events).isTrue();
    }

    @Test
    void redisKeepsAValueOverAKillAndOverAStop() throws IOException {
        var redis = started(new RedisServer(home, new Secrets(home), port()));
        ask(redis.address(), "SET kept here");
        // By default the append-only file reaches the kernel with each command, the disk each second.
        killAndStartAgain(redis);
        assertThat(ask(redis.address(), "GET kept")).contains("here");

        stopAndStartAgain(redis);
        assertThat(ask(redis.address(), "GET kept")).contains("here");
    }

    @Test
    void kafkaKeepsARecordOverAKillAndOverAStop() throws Exception {
        var kafka = started(new KafkaServer(home, KafkaLibraries.in(REPOSITORY), port(), port()));
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.address().bootstrapServers());
        try (var admin = Admin.create(client);
                var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            producer.send(new ProducerRecord<>("kept", "here")).get(30, TimeUnit.SECONDS);
        }

        killAndStartAgain(kafka);
        assertThat(firstRecord(client)).isEqualTo("here");

        stopAndStartAgain(kafka);
        assertThat(firstRecord(client)).isEqualTo("here");
    }

    @Test
    void anotherLauncherFindsWhatRunsAndLeavesItAlone() {
        var redis = started(new RedisServer(home, new Secrets(home), port()));
        var pid = supervisor.running(RedisServer.NAME).orElseThrow().pid();

        var later = new Supervisor(home, (node, event) -> {});
        assertThat(later.up(redis)).isTrue();
        assertThat(later.running(RedisServer.NAME).orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void aProcessWhoseRecordWasLostIsReplaced() throws IOException {
        var redis = started(new RedisServer(home, new Secrets(home), port()));
        var lost = supervisor.running(RedisServer.NAME).orElseThrow();
        Folders.delete(home.run());

        assertThat(supervisor.up(redis)).as("%s", events).isTrue();
        assertThat(lost.isAlive()).isFalse();
    }

    @Test
    void aPausedServerIsWokenByTheNextStart() {
        var redis = started(new RedisServer(home, new Secrets(home), port()));
        var paused = supervisor.running(RedisServer.NAME).orElseThrow();
        Processes.signal(paused, Signal.STOP);

        assertThat(supervisor.up(redis)).as("%s", events).isTrue();
        assertThat(supervisor.running(RedisServer.NAME).orElseThrow().pid()).isEqualTo(paused.pid());
    }

    private <N extends Node> N started(N node) {
        nodes.add(node);
        assertThat(supervisor.up(node)).as("%s", events).isTrue();
        return node;
    }

    private void killAndStartAgain(Node node) {
        var process = supervisor.running(node.name()).orElseThrow();
        Processes.signal(process, Signal.KILL);
        assertThat(Processes.awaitEnd(process, Duration.ofSeconds(5))).isTrue();
        assertThat(supervisor.up(node)).as("%s", events).isTrue();
    }

    private void stopAndStartAgain(Node node) {
        supervisor.down(node);
        assertThat(supervisor.running(node.name())).isEmpty();
        assertThat(supervisor.up(node)).as("%s", events).isTrue();
    }

    private int port() {
        int port = FreePorts.next(ports);
        ports.add(port);
        return port;
    }

    private static int rows(PostgresServer postgres) throws SQLException {
        try (var connection = connect(postgres.address());
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from kept")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static String ask(RedisAddress address, String command) throws IOException {
        try (var socket = new Socket(address.host(), address.port())) {
            socket.getOutputStream()
                    .write("AUTH %s\r\n%s\r\nQUIT\r\n"
                            .formatted(address.password(), command)
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String firstRecord(Map<String, Object> client) {
        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition("kept", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var records = consumer.poll(Duration.ofSeconds(30));
            return records.iterator().next().value();
        }
    }
}
