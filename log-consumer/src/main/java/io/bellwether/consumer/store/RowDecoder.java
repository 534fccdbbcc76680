package io.bellwether.consumer.store;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads a log record. */
public final class RowDecoder implements Decoder<LogRow> {

    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
    private static final int MESSAGE_CHARS_MAX = 64 * 1024;
    private static final int ATTRIBUTES_CHARS_MAX = 256 * 1024;

    @Override
    public LogRow decode(ConsumerRecord<byte[], byte[]> kafkaRecord) throws UndecodableException {
        RecordJson json = RecordJson.parse(kafkaRecord.value());
        return new LogRow(
                id(json.required("id")),
                json.timestamp("timestamp"),
                level(json.required("level")),
                json.name("service"),
                json.optionalName("instance"),
                header(kafkaRecord, "bellwether-zone"),
                header(kafkaRecord, "bellwether-node"),
                epoch(header(kafkaRecord, "bellwether-epoch")),
                json.optionalName("traceId"),
                json.text("message", MESSAGE_CHARS_MAX),
                json.object("attributes", ATTRIBUTES_CHARS_MAX),
                kafkaRecord.partition(),
                kafkaRecord.offset());
    }

    private static UUID id(String text) throws UndecodableException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException("field 'id' is not a UUID");
        }
    }

    private static String level(String text) throws UndecodableException {
        if (!LEVELS.contains(text)) {
            throw new UndecodableException("field 'level' is none of the known levels");
        }
        return text;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> kafkaRecord, String name)
            throws UndecodableException {
        Header header = kafkaRecord.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        return RecordJson.bounded(
                "header " + name, new String(header.value(), StandardCharsets.UTF_8), RecordJson.NAME_CHARS_MAX);
    }

    private static @Nullable Long epoch(@Nullable String text) throws UndecodableException {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new UndecodableException("header bellwether-epoch is not a number");
        }
    }
}
