package io.bellwether.consumer;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.devservices.TestServices;
import io.bellwether.devservices.postgres.PostgresAddress;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the leader tells of the cluster, from real topics into real tables. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "cluster.enabled=false",
            "logs.cluster.events-topic=" + ClusterArchiveIT.EVENTS,
            "logs.cluster.health-topic=" + ClusterArchiveIT.HEALTH,
            "logs.cluster.cleaning-interval=200ms"
        })
class ClusterArchiveIT {

    static final String EVENTS = "archive-events";
    static final String HEALTH = "archive-health";

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    MeterRegistry meters;

    private String node = "";

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        PostgresAddress postgres = TestServices.postgres();
        properties.add("spring.datasource.url", postgres::jdbcUrl);
        properties.add("spring.datasource.username", postgres::user);
        properties.add("spring.datasource.password", postgres::password);
        properties.add(
                "spring.kafka.bootstrap-servers", () -> TestServices.kafka().bootstrapServers());
    }

    @BeforeAll
    static void topicsAsTheLeaderMakesThem() throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", TestServices.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(EVENTS, 1, (short) 1), new NewTopic(HEALTH, 3, (short) 1)))
                    .all()
                    .get();
        }
    }

    @BeforeEach
    void eachTestHasAMemberOfItsOwn() {
        node = "node-" + System.nanoTime();
    }

    @Test
    void anEventThatComesTwiceIsARowOnceWithAllThatItSays() throws Exception {
        String event = """
                {"sequence":7,"type":"member.moved","subject":"%s","time":"2026-01-02T10:30:45.123Z","clusterMillis":9000,
                 "index":41,"epoch":3,"version":4,"incarnation":2,"from":"HEALTHY","to":"UNREACHABLE",
                 "cause":"OBSERVERS","evidence":"2 of 2 observers find it bad"}""".formatted(node);
        String least = """
                {"sequence":8,"type":"protection.ended","time":"2026-01-02T10:30:46Z","clusterMillis":9001,"index":42}""";

        send(EVENTS, event, event, least, event, least);

        await("two rows")
                .atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(jdbc.queryForObject(
                                "select count(*) from cluster_events where sequence in (7, 8)", Integer.class))
                        .isEqualTo(2));
        assertThat(jdbc.queryForMap("select * from cluster_events where sequence = 7"))
                .containsEntry("cluster_millis", 9000L)
                .containsEntry("type", "member.moved")
                .containsEntry("subject", node)
                .containsEntry("from_state", "HEALTHY")
                .containsEntry("to_state", "UNREACHABLE")
                .containsEntry("cause", "OBSERVERS")
                .containsEntry("evidence", "2 of 2 observers find it bad")
                .containsEntry("epoch", 3L)
                .containsEntry("version", 4L)
                .containsEntry("incarnation", 2L)
                .containsEntry("log_index", 41L);
        assertThat(jdbc.queryForMap("select subject, from_state, epoch from cluster_events where sequence = 8")
                        .values())
                .containsOnlyNulls();
        await("counted once")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                meters.get("cluster.events.stored").counter().count())
                        .isEqualTo(2));
    }

    @Test
    void aSampleThatComesTwiceIsARowOnceAndOneThatIsTooOldGoes() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant old = now.minus(15, ChronoUnit.DAYS);

        send(HEALTH, sample(old, "90"), sample(now, "97"), sample(now, "97"), sample(now.plusMillis(1), "null"));

        await("the two that are not too old")
                .atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(jdbc.queryForList(
                                "select at = ?::timestamptz from health_samples where node = ? order by at",
                                Boolean.class,
                                now.toString(),
                                node))
                        .containsExactly(true, false));
        assertThat(jdbc.queryForMap(
                        "select state, score, phi, terms->>'cpu' as cpu, incarnation from health_samples where node = ? and score is not null",
                        node))
                .containsEntry("state", "HEALTHY")
                .containsEntry("score", 97)
                .containsEntry("phi", 0.5)
                .containsEntry("cpu", "98")
                .containsEntry("incarnation", 2L);
    }

    @Test
    void whatIsNoSampleGoesToTheDeadLettersAndHoldsNothingUp() throws Exception {
        double before = deadLetters();

        send(
                HEALTH,
                "{broken",
                sample(Instant.now(), "101"),
                sample(Instant.now(), "1").replace("\"cpu\"", "\"\\u0000\""),
                sample(Instant.now(), "55"));

        await("the good one")
                .atMost(ofSeconds(30))
                .untilAsserted(() -> assertThat(jdbc.queryForList(
                                "select score from health_samples where node = ?", Integer.class, node))
                        .containsExactly(55));
        await("the others")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(deadLetters() - before).isEqualTo(3));
    }

    private double deadLetters() {
        return meters.get("cluster.records.dead.lettered").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private String sample(Instant at, String score) {
        return """
                {"at":"%s","node":"%s","incarnation":2,"state":"HEALTHY","score":%s,"phi":0.5,"terms":{"cpu":98}}""".formatted(at, node, score);
    }

    private static void send(String topic, String... values) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestServices.kafka().bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }
}
