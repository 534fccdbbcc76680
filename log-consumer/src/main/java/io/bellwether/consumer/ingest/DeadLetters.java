package io.bellwether.consumer.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/** The dead-letter topic: the original bytes, with headers that say where they came from and what is wrong. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    // Postgres quotes what it does not like; a header need not carry all of it.
    private static final int DETAIL_CHARS_MAX = 1_000;

    private final KafkaTemplate<byte[], byte[]> kafka;
    private final String topic;
    private final Duration timeout;

    DeadLetters(KafkaTemplate<byte[], byte[]> kafka, String topic, Duration timeout) {
        this.kafka = kafka;
        this.topic = topic;
        this.timeout = timeout;
    }

    /** Sends all letters and returns once Kafka has acknowledged each; throws if it has not in time. */
    void send(List<DeadLetter> letters) {
        List<CompletableFuture<?>> sent = new ArrayList<>(letters.size());
        for (DeadLetter letter : letters) {
            sent.add(kafka.send(write(letter)));
        }
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending dead letters", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka has not acknowledged %d dead letters".formatted(letters.size()), e);
        }
    }

    /** One line for all of a batch, about the first. */
    static void tell(List<DeadLetter> letters) {
        DeadLetter first = letters.getFirst();
        LOG.atWarn()
                .addKeyValue("action", "record.dead-lettered")
                .addKeyValue("cause", first.cause().code())
                .addKeyValue("topic", first.origin().topic())
                .addKeyValue("partition", first.origin().partition())
                .addKeyValue("offset", first.origin().offset())
                .addKeyValue("detail", first.detail())
                .addKeyValue("suppressed", letters.size() - 1)
                .log("record cannot be stored and went to the dead-letter topic");
    }

    ProducerRecord<byte[], byte[]> write(DeadLetter letter) {
        ConsumerRecord<byte[], byte[]> origin = letter.origin();
        var dead = new ProducerRecord<>(topic, null, origin.key(), origin.value(), origin.headers());
        header(dead, "dead-letter-cause", letter.cause().code());
        header(dead, "dead-letter-detail", shorten(letter.detail()));
        header(dead, "dead-letter-topic", origin.topic());
        header(dead, "dead-letter-partition", Integer.toString(origin.partition()));
        header(dead, "dead-letter-offset", Long.toString(origin.offset()));
        header(dead, "dead-letter-timestamp", Long.toString(origin.timestamp()));
        return dead;
    }

    private static void header(ProducerRecord<byte[], byte[]> dead, String name, String value) {
        dead.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String shorten(String text) {
        return text.length() <= DETAIL_CHARS_MAX ? text : text.substring(0, DETAIL_CHARS_MAX);
    }
}
