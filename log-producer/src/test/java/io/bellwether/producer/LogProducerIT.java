package io.bellwether.producer;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.devservices.TestServices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"cluster.node.id=producer-under-test", "cluster.node.zone=here"})
class LogProducerIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry properties) {
        properties.add(
                "spring.kafka.bootstrap-servers", () -> TestServices.kafka().bootstrapServers());
    }

    @Test
    void whatIsAcceptedIsInKafkaWhenTheAnswerComes() throws Exception {
        String message = "order taken " + System.nanoTime();

        HttpResponse<String> answer = post("application/json", """
                [{"id":"0190163d-8694-739b-aea5-966c26f8ad91","level":"INFO","service":"shop","instance":"shop-1",
                  "timestamp":"2026-01-02T10:30:45Z","message":"%s","attributes":{"a":1.50}}, {"level":"INFO"}]""".formatted(message));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":1,\"rejected\":[{\"index\":1,\"code\":\"field-missing\","
                        + "\"detail\":\"field 'service' is required\"}]}");
        List<ConsumerRecord<String, String>> found = recordsHolding(message);
        assertThat(found).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isEqualTo("shop/shop-1");
            assertThat(kept.value())
                    .isEqualTo("{\"id\":\"0190163d-8694-739b-aea5-966c26f8ad91\","
                            + "\"timestamp\":\"2026-01-02T10:30:45Z\",\"level\":\"INFO\",\"service\":\"shop\","
                            + "\"instance\":\"shop-1\",\"message\":\"" + message + "\",\"attributes\":{\"a\":1.50}}");
            assertThat(header(kept, "bellwether-node")).isEqualTo("producer-under-test");
            assertThat(header(kept, "bellwether-zone")).isEqualTo("here");
        });
    }

    @Test
    void theTopicHasTheSettingsOfThisServiceAndNotTheBrokersDefaults() throws Exception {
        post("application/json", "{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"m\"}");

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestServices.kafka().bootstrapServers()))) {
            var topic =
                    admin.describeTopics(List.of("logs")).allTopicNames().get().get("logs");
            assertThat(requireNonNull(topic).partitions()).hasSize(6);
        }
    }

    @Test
    void aRequestOfWhichNothingIsRightIsAProblemThatListsEachReason() throws Exception {
        HttpResponse<String> answer =
                post("application/x-ndjson", "{\"level\":\"LOUD\",\"service\":\"s\",\"message\":\"m\"}\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:bellwether:problem:records-rejected\"")
                .contains("\"code\":\"records-rejected\"")
                .contains("\"hint\":")
                .contains("\"rejected\":[{\"index\":0,\"code\":\"level-unknown\"");
    }

    @Test
    void brokenJsonTooLargeABodyAndAnotherMediaTypeAreEachToldApart() throws Exception {
        assertProblem(post("application/json", "{oops"), 400, "malformed-json");
        assertProblem(post("application/json", " ".repeat(4 * 1024 * 1024 + 1)), 413, "body-too-large");
        assertProblem(post("application/json", "[" + "1,".repeat(1_000) + "1]"), 413, "too-many-records");
        assertProblem(post("text/plain", "hello"), 415, "media-type-unsupported");
    }

    @Test
    void recordsAreCounted() throws Exception {
        post("application/json", "{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"m\"}");
        post("application/json", "{\"level\":\"LOUD\",\"service\":\"shop\",\"message\":\"m\"}");

        String metrics = get("/actuator/prometheus").body();
        assertThat(metrics)
                .containsPattern("(?m)^logs_produced_total [1-9]")
                .containsPattern("(?m)^logs_rejected_total\\{code=\"level-unknown\"} [1-9]");
    }

    @Test
    void itTellsWhatNoConsumerHasStored() throws Exception {
        post("application/json", "{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"m\"}");

        await().atMost(ofSeconds(20))
                .until(
                        () -> get("/logs/backlog")
                                .body()
                                .matches(
                                        "\\{\"records\":[1-9]\\d*,\"oldestSeconds\":[\\d.]+,\"late\":false,\"at\":\"[\\dTZ.:-]+\"}"));
        assertThat(get("/actuator/prometheus").body())
                .containsPattern("(?m)^logs_backlog_records [1-9]")
                .containsPattern("(?m)^logs_backlog_seconds \\d");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(code).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"hint\":\"");
    }

    private HttpResponse<String> post(String contentType, String body) throws Exception {
        var request = HttpRequest.newBuilder(uri("/logs"))
                .timeout(ofSeconds(20))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Reads the topic from its beginning to what is its end now: no waiting for records to come. */
    private static List<ConsumerRecord<String, String>> recordsHolding(String message) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServices.kafka().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("logs").stream()
                    .map(partition -> new TopicPartition("logs", partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                for (ConsumerRecord<String, String> read : consumer.poll(ofSeconds(1))) {
                    if (read.value().contains(message)) {
                        found.add(read);
                    }
                }
            }
            return found;
        }
    }

    private static String header(ConsumerRecord<?, ?> kafkaRecord, String name) {
        return new String(kafkaRecord.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
