package io.bellwether.producer.backlog;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks Kafka how far the consumer has come, and reads the time of the oldest record behind that.
 *
 * <p>The reader belongs to no group, so it can neither commit anything nor take a partition from the consumer.
 */
final class KafkaBacklog implements BacklogSource {

    private static final Duration POLL_LIMIT = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final String topic;
    private final String group;
    private final InstantSource clock;
    private final Admin admin;
    private final Consumer<byte[], byte[]> reader;

    KafkaBacklog(Map<String, Object> settings, String topic, String group, InstantSource clock) {
        this.topic = topic;
        this.group = group;
        this.clock = clock;
        this.admin = Admin.create(settings);
        try {
            this.reader = new KafkaConsumer<>(readerSettings(settings));
        } catch (RuntimeException e) {
            admin.close(CLOSE_LIMIT);
            throw e;
        }
    }

    private static Map<String, Object> readerSettings(Map<String, Object> settings) {
        Map<String, Object> reading = new HashMap<>(settings);
        reading.remove(CommonClientConfigs.GROUP_ID_CONFIG);
        reading.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        reading.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // One record is wanted; Kafka gives at least the batch that it is in.
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        reading.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        return reading;
    }

    @Override
    public Backlog measure() throws ExecutionException, InterruptedException, TimeoutException {
        var left = new TimeLeft(LIMIT);
        List<TopicPartition> partitions = partitions(left);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, left.now());
        Map<TopicPartition, Long> begins = reader.beginningOffsets(partitions, left.now());
        List<Stretch> behind = Stretch.behind(committed(left), begins, ends);
        Instant at = clock.instant();
        // A record of a clock that is ahead of ours has not waited yet.
        Instant oldest = at;
        for (Stretch stretch : behind) {
            Instant first = timeOfFirst(stretch, left);
            oldest = first.isBefore(oldest) ? first : oldest;
        }
        long records = behind.stream().mapToLong(Stretch::records).sum();
        return new Backlog(records, Duration.between(oldest, at), at);
    }

    private List<TopicPartition> partitions(TimeLeft left)
            throws ExecutionException, InterruptedException, TimeoutException {
        TopicDescription described = requireNonNull(
                answer(admin.describeTopics(List.of(topic)).allTopicNames(), left)
                        .get(topic),
                topic);
        return described.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Map<TopicPartition, Long> committed(TimeLeft left)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), left).entrySet().stream()
                // A partition in which nothing was committed stands there without a place.
                .filter(place -> place.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, place -> place.getValue().offset()));
    }

    private Instant timeOfFirst(Stretch stretch, TimeLeft left) throws TimeoutException {
        reader.assign(List.of(stretch.partition()));
        reader.seek(stretch.partition(), stretch.next());
        while (!left.isOver()) {
            for (ConsumerRecord<byte[], byte[]> first : reader.poll(POLL_LIMIT)) {
                return Instant.ofEpochMilli(first.timestamp());
            }
        }
        throw new TimeoutException("Kafka had not given the record at %d of %s after %d s"
                .formatted(stretch.next(), stretch.partition(), LIMIT.toSeconds()));
    }

    private static <T> T answer(KafkaFuture<T> asked, TimeLeft left)
            throws ExecutionException, InterruptedException, TimeoutException {
        return asked.get(left.now().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        reader.close(CloseOptions.timeout(CLOSE_LIMIT));
        admin.close(CLOSE_LIMIT);
    }
}
