package io.bellwether.coordinator.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** One topic, made if it is not there, and a producer that writes to it. For one thread. */
final class KafkaTopic implements Topic {

    private static final Duration CALL = Duration.ofSeconds(10);
    /** Shorter, so that the client itself says what it waited for. */
    private static final int CALL_MILLIS = 8_000;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int REQUEST_MILLIS = 5_000;
    // As long as the client allows: nothing but flush() sends a batch, or a pause of this process could cut a page in
    // two.
    private static final int LINGER_MILLIS = 4_900;
    private static final int BATCH_BYTES = 1_000_000;
    private static final long MEMORY_BYTES = 4_000_000;
    /** Somebody else may have written to the topic: so far back a record of ours is looked for. */
    private static final int LOOK_BACK = 100;

    private final Shape shape;
    private final Map<String, Object> connection;
    private final KafkaProducer<String, String> producer;

    /**
     * What a topic is like.
     *
     * @param servers Where Kafka is.
     * @param client How this client calls itself.
     * @param retention How long records are kept.
     */
    record Shape(String servers, String client, String name, int partitions, short replicas, Duration retention) {}

    private KafkaTopic(Shape shape, Map<String, Object> connection) {
        this.shape = shape;
        this.connection = connection;
        this.producer = new KafkaProducer<>(
                with(
                        connection,
                        Map.of(
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                1,
                                ProducerConfig.LINGER_MS_CONFIG,
                                LINGER_MILLIS,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                BATCH_BYTES,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                MEMORY_BYTES,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                REQUEST_MILLIS,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                LINGER_MILLIS + REQUEST_MILLIS)),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Connects, and makes the topic if it is not there. */
    static KafkaTopic open(Shape shape) throws ProjectionException {
        Map<String, Object> connection = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                shape.servers(),
                CommonClientConfigs.CLIENT_ID_CONFIG,
                shape.client(),
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_MILLIS,
                CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG,
                100,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000,
                CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
                false);
        make(shape, connection);
        return new KafkaTopic(shape, connection);
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static void make(Shape shape, Map<String, Object> connection) {
        var topic = new NewTopic(shape.name(), shape.partitions(), shape.replicas())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(shape.retention().toMillis())));
        var settings = with(connection, Map.of(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS));
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(topic)).all().get(CALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure("the topic %s cannot be prepared".formatted(shape.name()), e.getCause());
            }
        } catch (TimeoutException e) {
            throw failure("the topic %s cannot be prepared in %d s".formatted(shape.name(), CALL.toSeconds()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public String name() {
        return shape.name();
    }

    @Override
    public Tail tail(int partition, Function<String, Tail.@Nullable At> position) {
        var at = new TopicPartition(shape.name(), partition);
        var settings = with(
                connection,
                Map.of(
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        CALL_MILLIS,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            long end = consumer.endOffsets(List.of(at)).getOrDefault(at, 0L);
            long begin = consumer.beginningOffsets(List.of(at)).getOrDefault(at, 0L);
            if (begin == end) {
                return end == 0 ? new Tail.Empty() : new Tail.Expired();
            }
            consumer.assign(List.of(at));
            consumer.seek(at, Math.max(begin, end - LOOK_BACK));
            return last(consumer, at, end, position);
        }
    }

    private Tail last(
            KafkaConsumer<String, String> consumer,
            TopicPartition at,
            long end,
            Function<String, Tail.@Nullable At> position) {
        long deadlineNanos = System.nanoTime() + CALL.toNanos();
        Tail.At last = null;
        while (consumer.position(at) < end) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw failure(
                        "the end of the topic %s cannot be read in %d s".formatted(name(), CALL.toSeconds()), null);
            }
            for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
                Tail.At found = each.value() == null ? null : position.apply(each.value());
                last = found == null ? last : found;
            }
        }
        if (last == null) {
            throw failure(
                    ("the last %d records of the topic %s are no events: somebody else writes there; name another topic by"
                                    + " cluster.projections.kafka.events-topic")
                            .formatted(LOOK_BACK, name()),
                    null);
        }
        return last;
    }

    @Override
    public void write(List<Entry> entries) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            sent.add(producer.send(new ProducerRecord<>(name(), entry.partition(), entry.key(), entry.value())));
        }
        producer.flush();
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get(CALL.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            throw failure("Kafka has not taken %d records".formatted(entries.size()), e.getCause());
        } catch (TimeoutException e) {
            throw failure("Kafka has not acknowledged %d records".formatted(entries.size()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ProjectionException failure(String what, @Nullable Throwable cause) {
        return new ProjectionException(what, cause);
    }

    private static ProjectionException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return failure("this coordinator is stopping", e);
    }

    @Override
    public void close() {
        // What is not acknowledged by now is sent again by whoever goes on.
        producer.close(Duration.ZERO);
    }
}
