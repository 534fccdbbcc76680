package io.bellwether.consumer.ingest;

import io.bellwether.consumer.ConsumerMetrics;
import io.bellwether.consumer.store.LogRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Stores each batch that Kafka delivers. When it returns, every record is in Postgres or in the dead-letter topic, and
 * only then are the offsets committed. When it throws, the container keeps the batch and tries again.
 */
final class LogBatchListener implements BatchMessageListener<byte[], byte[]> {

    private final BatchWriter<LogRow> writer;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final Counter stored;
    private final Counter duplicates;
    private final Map<DeadLetter.Cause, Counter> deadLettered = new EnumMap<>(DeadLetter.Cause.class);
    private final Timer lag;

    LogBatchListener(BatchWriter<LogRow> writer, DeadLetters deadLetters, InstantSource clock, MeterRegistry meters) {
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.stored = Counter.builder(ConsumerMetrics.STORED)
                .description("Records that Postgres has committed")
                .register(meters);
        this.duplicates = Counter.builder(ConsumerMetrics.DUPLICATES)
                .description("Records that were in Postgres already and were dropped")
                .register(meters);
        for (DeadLetter.Cause cause : DeadLetter.Cause.values()) {
            deadLettered.put(
                    cause,
                    Counter.builder(ConsumerMetrics.DEAD_LETTERED)
                            .description("Records that cannot be stored and went to the dead-letter topic")
                            .tag("cause", cause.code())
                            .register(meters));
        }
        this.lag = Timer.builder(ConsumerMetrics.LAG)
                .description("Time from a record's arrival in Kafka to its commit in Postgres")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2))
                .register(meters);
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
        BatchWriter.Outcome outcome = writer.write(batch);
        stored.increment(outcome.stored());
        duplicates.increment(outcome.duplicates());
        long now = clock.millis();
        outcome.kept().forEach(kept -> lag.record(Math.max(0, now - kept.timestamp()), TimeUnit.MILLISECONDS));
        if (!outcome.deadLetters().isEmpty()) {
            bury(outcome.deadLetters());
        }
    }

    private void bury(List<DeadLetter> letters) {
        deadLetters.send(letters);
        for (DeadLetter letter : letters) {
            Objects.requireNonNull(deadLettered.get(letter.cause())).increment();
        }
        DeadLetters.tell(letters);
    }
}
