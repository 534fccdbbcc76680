package io.bellwether.producer.publish;

import io.bellwether.producer.intake.LogRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes a record as Kafka carries it: JSON of the API's field names, keyed so that a source keeps its order. */
final class RecordWriter {

    static final String NODE_HEADER = "bellwether-node";
    static final String ZONE_HEADER = "bellwether-zone";

    private final JsonMapper mapper = JsonMapper.shared();
    private final String topic;
    private final NodeProperties node;

    RecordWriter(String topic, NodeProperties node) {
        this.topic = topic;
        this.node = node;
    }

    ProducerRecord<String, byte[]> write(LogRecord log) {
        var kafkaRecord = new ProducerRecord<>(topic, key(log), value(log));
        kafkaRecord.headers().add(NODE_HEADER, node.id().getBytes(StandardCharsets.UTF_8));
        String zone = node.zone();
        if (zone != null) {
            kafkaRecord.headers().add(ZONE_HEADER, zone.getBytes(StandardCharsets.UTF_8));
        }
        return kafkaRecord;
    }

    private static String key(LogRecord log) {
        return log.instance() == null ? log.service() : log.service() + "/" + log.instance();
    }

    private byte[] value(LogRecord log) {
        var out = new ByteArrayOutputStream(log.message().length() + 256);
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("id", log.id().toString());
            json.writeStringProperty("timestamp", log.timestamp().toString());
            json.writeStringProperty("level", log.level().name());
            json.writeStringProperty("service", log.service());
            if (log.instance() != null) {
                json.writeStringProperty("instance", log.instance());
            }
            if (log.traceId() != null) {
                json.writeStringProperty("traceId", log.traceId());
            }
            json.writeStringProperty("message", log.message());
            if (log.attributes() != null) {
                json.writeName("attributes");
                json.writeTree(log.attributes());
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
