package io.bellwether.producer.publish;

import io.bellwether.producer.intake.LogRecord;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends records to Kafka and waits until all in-sync replicas have them. */
public final class LogPublisher {

    private final KafkaTemplate<String, byte[]> kafka;
    private final TopicPreparation topic;
    private final RecordWriter writer;
    private final Duration timeout;
    private final Counter produced;

    LogPublisher(
            KafkaTemplate<String, byte[]> kafka,
            TopicPreparation topic,
            RecordWriter writer,
            Duration timeout,
            Counter produced) {
        this.kafka = kafka;
        this.topic = topic;
        this.writer = writer;
        this.timeout = timeout;
        this.produced = produced;
    }

    /**
     * Sends all records and returns once Kafka has acknowledged each of them.
     *
     * @throws KafkaUnavailableException if it has not within the time-out
     */
    public void publish(List<LogRecord> records) throws KafkaUnavailableException, InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        if (!topic.awaitReady(timeout)) {
            throw new KafkaUnavailableException(
                    "Kafka has not answered since this service started, waited %d ms".formatted(timeout.toMillis()));
        }
        try {
            List<CompletableFuture<?>> sent = new ArrayList<>(records.size());
            for (LogRecord log : records) {
                // Throws at once when the client has nowhere to send to, so that only one record waits for metadata.
                sent.add(kafka.send(writer.write(log)).thenRun(produced::increment));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                    .get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KafkaUnavailableException(
                    "Kafka has not acknowledged within %d ms".formatted(timeout.toMillis()), e);
        } catch (ExecutionException e) {
            throw new KafkaUnavailableException("Kafka has not taken the records: " + rootMessage(e), e);
        } catch (KafkaException e) {
            throw new KafkaUnavailableException("Kafka cannot be reached: " + rootMessage(e), e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
