package io.bellwether.consumer.ingest;

import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that can never be stored as it is.
 *
 * @param origin The record as it came.
 * @param cause What kind of trouble it is.
 * @param detail What exactly is wrong, for people.
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> origin, Cause cause, String detail) {

    /** Kinds of trouble; also the values of a metric's tag. */
    enum Cause {
        UNDECODABLE,
        REFUSED_BY_STORE;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
