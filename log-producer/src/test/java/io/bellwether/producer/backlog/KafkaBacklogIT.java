package io.bellwether.producer.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.devservices.TestServices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** On a real broker, with a group that nobody is in: the consumer is dead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaBacklogIT {

    private static final String GROUP = "dead-consumer";
    private static final Instant NOW = Instant.parse("2026-01-02T10:30:45Z");

    private final Map<String, Object> settings =
            Map.of("bootstrap.servers", TestServices.kafka().bootstrapServers());
    private final Admin admin = Admin.create(settings);
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    private int topics;
    private String topic = "";

    @AfterAll
    void close() {
        producer.close();
        admin.close();
    }

    @BeforeEach
    void freshTopic() throws Exception {
        topic = "backlog-" + topics++;
        admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    }

    private void records(int partition, int number, Duration age) throws Exception {
        for (int i = 0; i < number; i++) {
            long time = NOW.minus(age).plusMillis(i).toEpochMilli();
            producer.send(new ProducerRecord<>(topic, partition, time, null, new byte[200]))
                    .get();
        }
    }

    private void stored(int partition, long next) throws Exception {
        admin.alterConsumerGroupOffsets(
                        GROUP, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(next)))
                .all()
                .get();
    }

    private Backlog measured() throws Exception {
        try (var source = new KafkaBacklog(settings, topic, GROUP, InstantSource.fixed(NOW))) {
            return source.measure();
        }
    }

    @Test
    void anEmptyTopicHasNoBacklog() throws Exception {
        assertThat(measured()).isEqualTo(new Backlog(0, Duration.ZERO, NOW));
    }

    @Test
    void whatNobodyHasStoredCountsFromTheBeginningAndTheOldestIsThatOfAllPartitions() throws Exception {
        records(0, 3, Duration.ofSeconds(20));
        records(2, 5, Duration.ofSeconds(90));

        Backlog backlog = measured();

        assertThat(backlog.records()).isEqualTo(8);
        assertThat(backlog.oldest()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void whatWasStoredCountsNoMore() throws Exception {
        records(0, 40, Duration.ofSeconds(20));
        records(1, 2, Duration.ofSeconds(90));
        stored(0, 30);
        stored(1, 2);

        Backlog backlog = measured();

        assertThat(backlog.records()).isEqualTo(10);
        // The thirty-first was sent thirty milliseconds after the first.
        assertThat(backlog.oldest()).isEqualTo(Duration.ofMillis(19_970));
        stored(0, 40);
        assertThat(measured()).isEqualTo(new Backlog(0, Duration.ZERO, NOW));
    }

    @Test
    void whatKafkaHasDroppedCountsNoMore() throws Exception {
        records(0, 10, Duration.ofSeconds(20));
        stored(0, 2);
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(6)))
                .all()
                .get();

        assertThat(measured().records()).isEqualTo(4);
    }

    @Test
    void aRecordOfTheFutureIsNoNegativeWait() throws Exception {
        records(0, 1, Duration.ofSeconds(-5));

        assertThat(measured().oldest()).isZero();
    }

    @Test
    void oneSourceMeasuresAgainWhatHasChangedMeanwhile() throws Exception {
        try (var source = new KafkaBacklog(settings, topic, GROUP, InstantSource.system())) {
            records(0, 2, Duration.ZERO);
            assertThat(source.measure().records()).isEqualTo(2);
            stored(0, 2);
            records(1, 1, Duration.ZERO);

            Backlog backlog = source.measure();

            assertThat(backlog.records()).isOne();
            assertThat(backlog.at()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        }
    }

    @Test
    void aTopicThatIsNotThereIsAFailure() {
        topic = "never-made";

        assertThatThrownBy(this::measured)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("UnknownTopicOrPartition");
    }
}
