package io.bellwether.consumer.ingest;

import io.bellwether.consumer.ConsumerMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Stores what the leader tells of the cluster, each topic in its table, each record once. As with log records: when it
 * returns, every record is stored or dead-lettered, and when it throws, the container keeps the batch and tries again.
 */
final class ClusterBatchListener implements BatchMessageListener<byte[], byte[]> {

    private final Map<String, Table> tables = new TreeMap<>();
    private final DeadLetters deadLetters;
    private final Map<DeadLetter.Cause, Counter> deadLettered = new EnumMap<>(DeadLetter.Cause.class);

    /**
     * Where the records of a topic go.
     *
     * @param stored Counts rows that are new.
     */
    record Table(BatchWriter<?> writer, Counter stored) {}

    ClusterBatchListener(Map<String, Table> tables, DeadLetters deadLetters, MeterRegistry meters) {
        this.tables.putAll(tables);
        this.deadLetters = deadLetters;
        for (DeadLetter.Cause cause : DeadLetter.Cause.values()) {
            deadLettered.put(
                    cause,
                    Counter.builder(ConsumerMetrics.CLUSTER_DEAD_LETTERED)
                            .description(
                                    "Events and health samples that cannot be stored and went to their dead-letter topic")
                            .tag("cause", cause.code())
                            .register(meters));
        }
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<DeadLetter> letters = new ArrayList<>();
        for (Map.Entry<String, Table> each : tables.entrySet()) {
            List<ConsumerRecord<byte[], byte[]>> ofTopic = batch.stream()
                    .filter(message -> message.topic().equals(each.getKey()))
                    .toList();
            if (!ofTopic.isEmpty()) {
                BatchWriter.Outcome outcome = each.getValue().writer().write(ofTopic);
                each.getValue().stored().increment(outcome.stored());
                letters.addAll(outcome.deadLetters());
            }
        }
        if (!letters.isEmpty()) {
            deadLetters.send(letters);
            letters.forEach(letter ->
                    Objects.requireNonNull(deadLettered.get(letter.cause())).increment());
            DeadLetters.tell(letters);
        }
    }
}
