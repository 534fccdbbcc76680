package io.bellwether.consumer;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.devservices.TestServices;
import io.bellwether.devservices.postgres.PostgresAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With real Kafka and Postgres, and without a coordinator. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "cluster.enabled=true",
            "cluster.coordinators=http://127.0.0.1:1",
            "management.endpoint.health.show-details=always"
        })
class LogConsumerIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String DEAD_LETTERS = "logs-dlt";

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    AssignedWhenReady assignedWhenReady;

    private String service = "";

    /** The partitions that the service had when it first said that it is ready. */
    @TestConfiguration
    static class AssignedWhenReady {

        private final AtomicInteger size = new AtomicInteger(-1);

        @Autowired
        MessageListenerContainer container;

        @EventListener
        void on(AvailabilityChangeEvent<ReadinessState> change) {
            if (change.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
                var assigned = container.getAssignedPartitions();
                size.compareAndSet(-1, assigned == null ? 0 : assigned.size());
            }
        }

        int size() {
            return size.get();
        }
    }

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        PostgresAddress postgres = TestServices.postgres();
        properties.add("spring.datasource.url", postgres::jdbcUrl);
        properties.add("spring.datasource.username", postgres::user);
        properties.add("spring.datasource.password", postgres::password);
        properties.add(
                "spring.kafka.bootstrap-servers", () -> TestServices.kafka().bootstrapServers());
    }

    @BeforeEach
    void eachTestHasAServiceOfItsOwn() {
        service = "service-" + System.nanoTime();
    }

    @Test
    void withoutCoordinatorsItsHealthSaysThatItIsOutside() throws Exception {
        HttpResponse<String> health = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(health.body()).contains("\"cluster\":{\"details\":{", "\"stage\":\"OUTSIDE\"");
    }

    @Test
    void itCallsItselfReadyOnceItHasItsPartitions() {
        assertThat(assignedWhenReady.size()).isEqualTo(6);
    }

    @Test
    void aRecordIsStoredAndAnsweredWithAllItsFields() throws Exception {
        String id = id(1);
        var kafkaRecord = new ProducerRecord<>("logs", service, """
                {"id":"%s","timestamp":"2026-01-02T10:30:45.123456Z","level":"WARN","service":"%s","instance":"i",
                 "traceId":"t","message":"hello","attributes":{"price":1.10}}""".formatted(id, service));
        kafkaRecord.headers().add("bellwether-node", "producer-1".getBytes(StandardCharsets.UTF_8));

        send(List.of(kafkaRecord));

        awaitStored(1);
        assertThat(get("service=" + service).body())
                .isEqualTo(("{\"items\":[{\"id\":\"%s\",\"timestamp\":\"2026-01-02T10:30:45.123456Z\","
                                + "\"level\":\"WARN\",\"service\":\"%s\",\"instance\":\"i\",\"node\":\"producer-1\","
                                + "\"traceId\":\"t\",\"message\":\"hello\",\"attributes\":{\"price\": 1.10}}],"
                                + "\"next\":null}")
                        .formatted(id, service));
    }

    @Test
    void poisonGoesToTheDeadLettersWithItsBytesAndCauseAndEverythingElseIsStored() throws Exception {
        List<ProducerRecord<String, String>> batch = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            batch.add(record(id(n), "good " + n, "{}"));
        }
        // Right as JSON, refused by Postgres: a NUL in jsonb, a number without end, half a surrogate pair.
        batch.add(7, record(id(100), "nul", "{\"k\":\"a\\u0000\"}"));
        batch.add(11, record(id(101), "number", "{\"k\":1e200000}"));
        batch.add(13, record(id(102), "surrogate", "{\"k\":\"\\ud800\"}"));
        // Refused by Postgres as text.
        batch.add(17, record(id(103), "a\\u0000b", "{}"));
        String broken = "{broken " + service;
        batch.add(3, new ProducerRecord<>("logs", service, broken));

        send(batch);

        awaitStored(20);
        await("dead letters")
                .atMost(ofSeconds(20))
                .untilAsserted(() -> assertThat(deadLetters()).hasSize(5));
        List<ConsumerRecord<String, String>> letters = deadLetters();
        assertThat(letters)
                .extracting(letter -> header(letter, "dead-letter-cause"))
                .containsOnly("undecodable", "refused-by-store");
        assertThat(letters)
                .filteredOn(letter -> letter.value().equals(broken))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isEqualTo(service);
                    assertThat(header(letter, "dead-letter-cause")).isEqualTo("undecodable");
                    assertThat(header(letter, "dead-letter-topic")).isEqualTo("logs");
                    assertThat(header(letter, "dead-letter-offset")).containsOnlyDigits();
                });
        assertThat(letters)
                .filteredOn(letter -> letter.value().contains("\"nul\""))
                .singleElement()
                .satisfies(letter ->
                        assertThat(header(letter, "dead-letter-detail")).startsWith("SQLSTATE 22P05"));
    }

    @Test
    void aRecordThatComesTwiceIsStoredOnce() throws Exception {
        send(List.of(record(id(1), "once", "{}"), record(id(1), "once", "{}"), record(id(2), "after", "{}")));

        awaitStored(2);
        assertThat(metrics()).containsPattern("(?m)^logs_duplicates_total [1-9]");
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() throws Exception {
        List<ProducerRecord<String, String>> batch = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            // All at one time, so that only the id tells them apart.
            batch.add(record(id(n), "message " + n, "{}"));
        }
        send(batch);
        awaitStored(7);

        for (String order : List.of("asc", "desc")) {
            List<String> ids = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = JsonMapper.shared()
                        .readTree(get("service=%s&order=%s&limit=3%s".formatted(service, order, cursor))
                                .body());
                page.get("items").forEach(item -> ids.add(item.get("id").stringValue()));
                cursor = page.get("next").isNull()
                        ? ""
                        : "&cursor=" + page.get("next").stringValue();
            } while (!cursor.isEmpty());

            List<String> expected = new ArrayList<>(List.of(id(0), id(1), id(2), id(3), id(4), id(5), id(6)));
            assertThat(ids).as(order).isEqualTo(order.equals("asc") ? expected : expected.reversed());
        }
    }

    @Test
    void textIsFoundWhateverItsCaseAndWildcardsMeanThemselves() throws Exception {
        send(List.of(record(id(1), "50% Off_", "{}"), record(id(2), "50 times offX", "{}")));
        awaitStored(2);

        String text = URLEncoder.encode("50% off_", StandardCharsets.UTF_8);
        JsonNode page = JsonMapper.shared()
                .readTree(get("service=" + service + "&text=" + text).body());

        assertThat(page.get("items").size()).isEqualTo(1);
        assertThat(page.get("items").get(0).get("message").stringValue()).isEqualTo("50% Off_");
    }

    @Test
    void aBadParameterIsAProblemThatNamesItTheRuleAndWhatCame() throws Exception {
        HttpResponse<String> answer = get("limit=0");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"urn:bellwether:problem:bad-parameter\"")
                .contains("\"parameter\":\"limit\"")
                .contains("\"rule\":\"must be a number from 1 to 1000\"")
                .contains("\"got\":\"0\"");
    }

    @Test
    void whatIsStoredIsCountedAndItsLagIsMeasured() throws Exception {
        send(List.of(record(id(1), "m", "{}")));
        awaitStored(1);

        await("metrics")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(metrics())
                        .containsPattern("(?m)^logs_stored_total [1-9]")
                        .containsPattern("(?m)^logs_lag_seconds_count [1-9]"));
    }

    @Test
    void aHistogramCountsWhatIsStoredByTheBarsOfItsTime() throws Exception {
        send(List.of(record(id(1), "one", "{}"), record(id(2), "two", "{}"), record(id(3), "two again", "{}")));
        awaitStored(3);
        jdbc.update(
                "update logs set \"timestamp\" = '2026-01-02T10:00:00Z' where service = ? and message = 'one'",
                service);
        jdbc.update(
                "update logs set \"timestamp\" = '2026-01-02T10:59:59.999999Z' where service = ? and message <> 'one'",
                service);

        String range = "/logs/histogram?from=2026-01-02T10:00:00Z&to=2026-01-02T11:00:00Z&buckets=3&service=" + service;

        assertThat(send(range).body())
                .isEqualTo("{\"total\":3,\"buckets\":["
                        + "{\"from\":\"2026-01-02T10:00:00Z\",\"to\":\"2026-01-02T10:20:00Z\",\"count\":1},"
                        + "{\"from\":\"2026-01-02T10:20:00Z\",\"to\":\"2026-01-02T10:40:00Z\",\"count\":0},"
                        + "{\"from\":\"2026-01-02T10:40:00Z\",\"to\":\"2026-01-02T11:00:00Z\",\"count\":2}]}");
        assertThat(send(range + "&text=again").body()).startsWith("{\"total\":1,");
    }

    @Test
    void aHistogramThatIsAskedForWronglyIsAProblemThatNamesTheRule() throws Exception {
        HttpResponse<String> answer = send("/logs/histogram?from=2026-01-02T10:00:00Z");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"bad-parameter\"", "parameter 'to' must be given");
    }

    private void awaitStored(int rows) {
        await("rows stored")
                .atMost(ofSeconds(20))
                .untilAsserted(() -> assertThat(jdbc.queryForObject(
                                "select count(*) from logs where service = ?", Integer.class, service))
                        .isEqualTo(rows));
    }

    private ProducerRecord<String, String> record(String id, String message, String attributes) {
        return new ProducerRecord<>(
                "logs",
                service,
                "{\"id\":\"%s\",\"timestamp\":\"2026-01-02T10:30:45Z\",\"level\":\"INFO\",\"service\":\"%s\",\"message\":\"%s\",\"attributes\":%s}"
                        .formatted(id, service, message, attributes));
    }

    /** An id of this test; they sort by their number. */
    private String id(int n) {
        return new UUID(0x0190163d86947000L, 0x8000000000000000L | (service.hashCode() & 0xffffffffL) << 16 | n)
                .toString();
    }

    private static void send(List<ProducerRecord<String, String>> records) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServices.kafka().bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (var each : records) {
                producer.send(each).get();
            }
        }
    }

    /** The dead letters of this test. */
    private List<ConsumerRecord<String, String>> deadLetters() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServices.kafka().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(DEAD_LETTERS).stream()
                    .map(partition -> new TopicPartition(DEAD_LETTERS, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < requireNonNull(ends.get(partition)))) {
                for (ConsumerRecord<String, String> letter : consumer.poll(ofSeconds(1))) {
                    if (service.equals(letter.key())) {
                        found.add(letter);
                    }
                }
            }
            return found;
        }
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private String metrics() throws Exception {
        return send("/actuator/prometheus").body();
    }

    private HttpResponse<String> get(String query) throws Exception {
        return send("/logs?" + query);
    }

    private HttpResponse<String> send(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
