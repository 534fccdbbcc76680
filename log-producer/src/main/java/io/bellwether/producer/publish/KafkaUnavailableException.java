package io.bellwether.producer.publish;

/** Kafka has not acknowledged all records in time. Some of them may have arrived, or still arrive. */
public final class KafkaUnavailableException extends Exception {

    KafkaUnavailableException(String message) {
        super(message);
    }

    KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
