package io.bellwether.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.kafka.KafkaLibraries;
import io.bellwether.devservices.kafka.KafkaServer;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.NodeEvent;
import io.bellwether.devservices.node.Supervisor;
import io.bellwether.devservices.redis.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Kafka and a Redis that a test starts and stops as it likes. */
final class OwnServers implements AutoCloseable {

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Supervisor supervisor;
    private final Home home;
    final KafkaServer kafka;
    final RedisServer redis;

    OwnServers(Path folder) {
        home = new Home(folder.toAbsolutePath()).open();
        supervisor = new Supervisor(home, (node, event) -> {
            if (event instanceof NodeEvent.Failed failed) {
                failures.add(failed.reason());
                failures.addAll(failed.lastOutput());
            }
        });
        Path repository = Path.of(System.getProperty("bellwether.root", ".."));
        kafka = new KafkaServer(home, KafkaLibraries.in(repository), TestPorts.free(), TestPorts.free());
        redis = new RedisServer(home, new Secrets(home), TestPorts.free());
    }

    void start(Node node) {
        assertThat(supervisor.up(node))
                .as("%s starts: %s", node.name(), failures)
                .isTrue();
    }

    void stop(Node node) {
        supervisor.down(node);
    }

    Path redisPassword() {
        return new Secrets(home).file(RedisServer.PASSWORD);
    }

    @Override
    public void close() {
        supervisor.down(kafka);
        supervisor.down(redis);
        supervisor.close();
    }
}
