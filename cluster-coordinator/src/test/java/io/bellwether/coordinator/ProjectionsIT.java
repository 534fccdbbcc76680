package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three coordinators with a real Kafka and a real Redis, which are there, then away, and then back. */
class ProjectionsIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void everyEventIsInTheTopicOnceWhoeverLeads() throws Exception {
        try (var servers = servers();
                var cluster = cluster(servers)) {
            servers.start(servers.kafka);
            servers.start(servers.redis);
            cluster.startAll();
            cluster.startAgent("worker-1");
            write(cluster, 30);
            awaitAll(cluster, servers);

            for (int change = 0; change < 2; change++) {
                String old = leader(cluster);
                cluster.stop(old);
                await("another one leads").atMost(PATIENCE).until(cluster::leader, Objects::nonNull);
                write(cluster, 20);
                cluster.start(old);
            }
            await("the worker is HEALTHY, and that is an event too")
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(cluster.states(leader(cluster))).containsEntry("worker-1", "HEALTHY"));
            awaitAll(cluster, servers);

            assertThat(sequences(servers)).as("each once and in order").doesNotHaveDuplicates();
            assertThat(records(servers, "cluster-events"))
                    .filteredOn(each -> "worker-1".equals(each.key()))
                    .anySatisfy(each -> assertThat(
                                    JSON.readTree(each.value()).get("to").asString())
                            .isEqualTo("HEALTHY"));
            assertSamples(cluster, servers);
        }
    }

    private static void assertSamples(LivingCluster cluster, OwnServers servers) throws Exception {
        var members = cluster.states(leader(cluster)).keySet();
        await("a sample of each member").atMost(PATIENCE).untilAsserted(() -> {
            var nodes = new TreeSet<String>();
            for (var each : records(servers, "cluster-health")) {
                JsonNode sample = JSON.readTree(each.value());
                assertThat(sample.get("node").asString()).isEqualTo(each.key());
                assertThat(Instant.parse(sample.get("at").asString())).isBefore(Instant.now());
                nodes.add(each.key());
            }
            assertThat(nodes).containsAll(members);
        });
    }

    @Test
    void withKafkaAndRedisAwayTheClusterWorksAndLaterNothingIsMissing() throws Exception {
        try (var servers = servers();
                var cluster = cluster(servers)) {
            cluster.startAll();
            write(cluster, 10);
            await("the leader says so").atMost(PATIENCE).untilAsserted(() -> {
                String scrape =
                        cluster.get(leader(cluster), "/actuator/prometheus").body();
                for (String target : List.of("events", "health", "status")) {
                    assertThat(scrape)
                            .containsPattern(
                                    "cluster_projection_failures_total\\{target=\"%s\"} [1-9]".formatted(target))
                            .contains("cluster_projection_up{target=\"%s\"} 0.0".formatted(target));
                }
            });
            assertReady(cluster);

            servers.start(servers.kafka);
            servers.start(servers.redis);
            awaitAll(cluster, servers);
            await("the status")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(status(servers)).isNotNull());

            servers.stop(servers.kafka);
            servers.stop(servers.redis);
            write(cluster, 25);
            assertReady(cluster);
            servers.start(servers.kafka);
            servers.start(servers.redis);
            awaitAll(cluster, servers);
            assertThat(cluster.halts()).isEmpty();
        }
    }

    @Test
    void theStatusInRedisIsThatOfTheLeaderAndNeverOld() throws Exception {
        try (var servers = servers();
                var cluster = cluster(servers)) {
            servers.start(servers.redis);
            cluster.startAll();
            for (int change = 0; change < 2; change++) {
                String leader = leader(cluster);
                await("the status of " + leader)
                        .atMost(PATIENCE)
                        .ignoreExceptions()
                        .untilAsserted(() -> {
                            JsonNode status = requireNonNull(status(servers), "the key");
                            assertThat(status.get("leader").asString()).isEqualTo(leader);
                            assertThat(status.get("term").asLong())
                                    .isEqualTo(cluster.host(leader).role().term());
                            assertThat(status.get("membership").size()).isPositive();
                            assertThat(Instant.parse(status.get("writtenAt").asString()))
                                    .isAfter(Instant.now().minusSeconds(5));
                        });
                cluster.stop(leader);
                await("another one leads").atMost(PATIENCE).until(cluster::leader, Objects::nonNull);
                cluster.start(leader);
            }
            assertThat(secondsToLive(servers)).isBetween(1L, 15L);
        }
    }

    private OwnServers servers() {
        return new OwnServers(folder.resolve("servers"));
    }

    private LivingCluster cluster(OwnServers servers) throws Exception {
        return new LivingCluster(Files.createDirectories(folder.resolve("cluster")))
                .with(
                        "--cluster.projections.kafka.bootstrap-servers="
                                + servers.kafka.address().bootstrapServers(),
                        "--cluster.projections.kafka.sample-interval=1s",
                        "--cluster.projections.redis.host=127.0.0.1",
                        "--cluster.projections.redis.port="
                                + servers.redis.address().port(),
                        "--cluster.projections.redis.password-file=" + servers.redisPassword());
    }

    private static String leader(LivingCluster cluster) {
        return await("a leader").pollDelay(Duration.ZERO).atMost(PATIENCE).until(cluster::leader, Objects::nonNull);
    }

    private static void write(LivingCluster cluster, int events) {
        for (int n = 0; n < events; n++) {
            String value = Integer.toString(n);
            await("written")
                    .pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> cluster.operate(leader(cluster), "PUT", "/api/v1/config/shop/limit", value)
                                    .statusCode()
                            < 300);
        }
    }

    private static void assertReady(LivingCluster cluster) {
        for (String name : cluster.runningNames()) {
            await(name + " is ready")
                    .atMost(ofSeconds(10))
                    .until(() -> cluster.get(name, "/health/ready").statusCode() == 200);
        }
    }

    /** Waits until the topic holds every event there is, the first of each in order. */
    private static void awaitAll(LivingCluster cluster, OwnServers servers) {
        await("all events").atMost(PATIENCE).untilAsserted(() -> {
            long newest = JSON.readTree(cluster.get(leader(cluster), "/api/v1/events?limit=1")
                            .body())
                    .get("newest")
                    .asLong();
            assertThat(sequences(servers).stream().distinct().toList())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, newest).boxed().toList());
        });
    }

    private static List<Long> sequences(OwnServers servers) {
        return records(servers, "cluster-events").stream()
                .map(each -> JSON.readTree(each.value()).get("sequence").asLong())
                .toList();
    }

    private static List<ConsumerRecord<String, String>> records(OwnServers servers, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers.kafka.address().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < requireNonNull(ends.get(each)))) {
                consumer.poll(ofSeconds(1)).forEach(found::add);
            }
            return found;
        }
    }

    private static @Nullable JsonNode status(OwnServers servers) {
        try (var client = redis(servers);
                var connection = client.connect()) {
            String value = connection.sync().get("bellwether:status");
            return value == null ? null : JSON.readTree(value);
        }
    }

    private static long secondsToLive(OwnServers servers) {
        try (var client = redis(servers);
                var connection = client.connect()) {
            return connection.sync().ttl("bellwether:status");
        }
    }

    private static RedisClient redis(OwnServers servers) {
        var address = servers.redis.address();
        return RedisClient.create(RedisURI.builder()
                .withHost(address.host())
                .withPort(address.port())
                .withPassword(address.password().toCharArray())
                .build());
    }
}
