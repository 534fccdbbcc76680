package io.bellwether.coordinator.projection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the leader copies out of the cluster, and where to; nothing by default. No coordinator needs any of it to work.
 *
 * @param kafka Where events and health samples go.
 * @param redis Where the status goes.
 */
@ConfigurationProperties("cluster.projections")
record ProjectionProperties(
        @DefaultValue Kafka kafka, @DefaultValue Redis redis) {

    private static final int PORT_MAX = 65_535;
    private static final int PARTITIONS_MAX = 1_000;
    private static final int REPLICAS_MAX = 100;
    private static final int WAITING_MAX = 100_000;
    private static final Duration INTERVAL_MIN = Duration.ofSeconds(1);
    private static final Duration INTERVAL_MAX = Duration.ofMinutes(10);
    private static final Duration RETENTION_MIN = Duration.ofMinutes(1);

    /**
     * Events and health samples.
     *
     * @param bootstrapServers Kafka's addresses as host:port, separated by commas; without any nothing is sent to Kafka.
     * @param eventsTopic Topic of the events, with one partition; made by the leader if it is not there.
     * @param healthTopic Topic of the health samples; made by the leader if it is not there.
     * @param healthPartitions Partitions of the topic of the health samples when it is made.
     * @param replicas Copies of each partition when a topic is made.
     * @param eventsRetention How long Kafka keeps events when the topic is made.
     * @param healthRetention How long Kafka keeps health samples when the topic is made.
     * @param sampleInterval Time between two samples of one member; one that is in another state is sampled at once.
     * @param samplesMax Samples that wait at most while Kafka is away; beyond that the oldest go, and are counted.
     */
    record Kafka(
            @DefaultValue List<String> bootstrapServers,
            @DefaultValue("cluster-events") String eventsTopic,
            @DefaultValue("cluster-health") String healthTopic,
            @DefaultValue("3") int healthPartitions,
            @DefaultValue("1") short replicas,
            @DefaultValue("30d") Duration eventsRetention,
            @DefaultValue("2d") Duration healthRetention,
            @DefaultValue("10s") Duration sampleInterval,
            @DefaultValue("5000") int samplesMax) {

        boolean isOn() {
            return !bootstrapServers.isEmpty();
        }

        String servers() {
            return String.join(",", bootstrapServers);
        }
    }

    /**
     * The status.
     *
     * @param host Where Redis is; without it nothing is written there.
     * @param port Its port.
     * @param user Its user, if that is not the default one.
     * @param passwordFile File with the password, if it asks for one; read at every connection.
     * @param key Key of the status.
     */
    record Redis(
            @DefaultValue("") String host,
            @DefaultValue("6379") int port,
            @DefaultValue("") String user,
            @Nullable Path passwordFile,
            @DefaultValue("bellwether:status") String key) {

        boolean isOn() {
            return !host.isEmpty();
        }
    }

    /** Everything that is wrong with them. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        between(problems, "kafka.health-partitions", kafka.healthPartitions(), 1, PARTITIONS_MAX);
        between(problems, "kafka.replicas", kafka.replicas(), 1, REPLICAS_MAX);
        between(problems, "kafka.samples-max", kafka.samplesMax(), 1, WAITING_MAX);
        between(problems, "redis.port", redis.port(), 1, PORT_MAX);
        for (String server : kafka.bootstrapServers()) {
            if (!server.matches("\\S+:[0-9]{1,5}")) {
                problems.add("cluster.projections.kafka.bootstrap-servers are written as host:port, got '%s'"
                        .formatted(server));
            }
        }
        for (Duration retention : List.of(kafka.eventsRetention(), kafka.healthRetention())) {
            if (retention.compareTo(RETENTION_MIN) < 0) {
                problems.add(
                        "cluster.projections.kafka.events-retention and health-retention must be 1m or more, got %s; 30d and 2d are the defaults"
                                .formatted(retention));
            }
        }
        Duration interval = kafka.sampleInterval();
        if (interval.compareTo(INTERVAL_MIN) < 0 || interval.compareTo(INTERVAL_MAX) > 0) {
            problems.add("cluster.projections.kafka.sample-interval must be 1s to 10m, got %s; 10s is the default"
                    .formatted(interval));
        }
        if (kafka.eventsTopic().equals(kafka.healthTopic())) {
            problems.add("cluster.projections.kafka.events-topic and health-topic must be two topics, got '%s' twice"
                    .formatted(kafka.eventsTopic()));
        }
        return problems;
    }

    private static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add("cluster.projections.%s must be %d to %d, got %d".formatted(name, least, most, value));
        }
    }
}
