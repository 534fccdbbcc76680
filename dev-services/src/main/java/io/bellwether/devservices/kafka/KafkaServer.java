package io.bellwether.devservices.kafka;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Health;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Place;
import io.bellwether.devservices.process.JvmFlags;
import io.bellwether.devservices.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Kafka broker that is its own controller. */
public final class KafkaServer implements Node {

    public static final String NAME = "kafka";

    // One broker has one storage: the id only has to stay the same.
    private static final String CLUSTER_ID = "Zv3dQnB1S0uX9mKcY7tLwA";

    private final Home home;
    private final Path libraries;
    private final int port;
    private final int controllerPort;
    private final Place place;

    /**
     * A broker on these ports of loopback.
     *
     * @param libraries The folder with the broker's jars, as the build of dev-services lays it out.
     */
    public KafkaServer(Home home, Path libraries, int port, int controllerPort) {
        this(home, libraries, port, controllerPort, Place.LOOPBACK);
    }

    public KafkaServer(Home home, Path libraries, int port, int controllerPort, Place place) {
        this.home = home;
        this.libraries = libraries;
        this.port = port;
        this.controllerPort = controllerPort;
        this.place = place;
    }

    public KafkaAddress address() {
        return new KafkaAddress(place.address() + ":" + port);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public String fingerprint() {
        return "kafka %08x".formatted(settings(home.data(NAME)).hashCode());
    }

    @Override
    public String marker() {
        return settingsFile().toString();
    }

    @Override
    public ProcessSpec prepare() {
        if (!Files.isDirectory(libraries)) {
            throw new StartProblem(
                    "Kafka's jars are not in %s: build them with ./mvnw -Dquick package".formatted(libraries));
        }
        var data = Home.privateFolder(home.data(NAME));
        var settings = settingsFile();
        try {
            Files.writeString(settings, settings(data));
        } catch (IOException e) {
            throw new StartProblem("Kafka's settings %s cannot be written (%s)".formatted(settings, Home.reason(e)), e);
        }
        var command = new ArrayList<String>();
        command.add(JvmFlags.java());
        command.addAll(JvmFlags.small(192));
        command.addAll(JvmFlags.sharedArchive(home.apps().resolve("kafka.jsa"), true));
        // What Kafka logs through: warnings and worse.
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        command.addAll(List.of("-cp", libraries + "/*", KafkaMain.class.getName(), settings.toString(), CLUSTER_ID));
        return new ProcessSpec(place.command(command), Map.of(), data, home.output(NAME));
    }

    @Override
    public Health health() {
        return KafkaHandshake.ask(place.address(), port);
    }

    /** Less than a service may take: it is asked later, and the whole system is to be down within 15 s. */
    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(9);
    }

    private Path settingsFile() {
        return home.data(NAME).resolve("server.properties");
    }

    private String settings(Path data) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@%4$s:%2$d
                listeners=PLAINTEXT://%4$s:%1$d,CONTROLLER://%4$s:%2$d
                advertised.listeners=PLAINTEXT://%4$s:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                # One broker holds the only replica of everything.
                default.replication.factor=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                # Topics are made with the settings that their owners want, not by a typing error.
                auto.create.topics.enable=false
                group.initial.rebalance.delay.ms=0
                # After a kill the controller holds the dead broker's place for this long; 9 s by default.
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=1000
                # A small broker: few threads, and not the 128 MB that the cleaner takes by default.
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=4194304
                """.formatted(port, controllerPort, data.resolve("log"), place.address());
    }
}
