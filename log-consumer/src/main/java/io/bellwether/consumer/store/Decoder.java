package io.bellwether.consumer.store;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a row out of a record of a topic. Anybody may have written it, so everything is checked.
 *
 * @param <R> What a row is.
 */
public interface Decoder<R> {

    R decode(ConsumerRecord<byte[], byte[]> kafkaRecord) throws UndecodableException;
}
