package io.bellwether.consumer.store;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads an event of the cluster. */
public final class EventDecoder implements Decoder<EventRow> {

    // Subjects are names of nodes, or namespace and key of the configuration.
    private static final int SUBJECT_CHARS_MAX = 2_000;
    private static final int EVIDENCE_CHARS_MAX = 8_000;

    @Override
    public EventRow decode(ConsumerRecord<byte[], byte[]> kafkaRecord) throws UndecodableException {
        RecordJson json = RecordJson.parse(kafkaRecord.value());
        long sequence = json.number("sequence");
        if (sequence < 1) {
            throw new UndecodableException("field 'sequence' is not 1 or more");
        }
        return new EventRow(
                sequence,
                json.timestamp("time"),
                json.number("clusterMillis"),
                json.name("type"),
                json.optionalText("subject", SUBJECT_CHARS_MAX),
                json.optionalName("from"),
                json.optionalName("to"),
                json.optionalName("cause"),
                json.optionalText("evidence", EVIDENCE_CHARS_MAX),
                json.optionalNumber("epoch"),
                json.optionalNumber("version"),
                json.optionalNumber("incarnation"),
                json.number("index"));
    }
}
