package io.bellwether.consumer.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a row out of a record of the topic. Anybody may have written it, so everything is checked that Postgres would
 * not refuse by itself, or would refuse in a way that looks like an outage: an index entry that is too large, text that
 * is no text.
 */
public final class RowDecoder {

    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
    private static final int NAME_CHARS_MAX = 200;
    private static final int MESSAGE_CHARS_MAX = 64 * 1024;
    private static final int ATTRIBUTES_CHARS_MAX = 256 * 1024;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    // Attributes go to Postgres in pure ASCII: half a surrogate pair stays visible as an escape and is refused there.
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    public LogRow decode(ConsumerRecord<byte[], byte[]> kafkaRecord) throws UndecodableException {
        JsonNode json = json(kafkaRecord.value());
        return new LogRow(
                id(required(json, "id")),
                timestamp(required(json, "timestamp")),
                level(required(json, "level")),
                name("service", required(json, "service")),
                optionalName("instance", optional(json, "instance")),
                header(kafkaRecord, "bellwether-zone"),
                header(kafkaRecord, "bellwether-node"),
                epoch(header(kafkaRecord, "bellwether-epoch")),
                optionalName("traceId", optional(json, "traceId")),
                bounded("message", required(json, "message"), MESSAGE_CHARS_MAX),
                attributes(json.get("attributes")),
                kafkaRecord.partition(),
                kafkaRecord.offset());
    }

    private JsonNode json(byte @Nullable [] value) throws UndecodableException {
        if (value == null || value.length == 0) {
            throw new UndecodableException("the record is empty");
        }
        try {
            JsonNode json = mapper.readTree(value);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new UndecodableException("not JSON: " + e.getOriginalMessage());
        }
        throw new UndecodableException("not a JSON object");
    }

    private static String required(JsonNode json, String field) throws UndecodableException {
        String text = optional(json, field);
        if (text == null) {
            throw new UndecodableException("field '%s' is missing".formatted(field));
        }
        return text;
    }

    private static @Nullable String optional(JsonNode json, String field) throws UndecodableException {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new UndecodableException("field '%s' is not a string".formatted(field));
        }
        String text = value.stringValue();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new UndecodableException("field '%s' holds half a surrogate pair".formatted(field));
        }
        return text;
    }

    private static UUID id(String text) throws UndecodableException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new UndecodableException("field 'id' is not a UUID");
        }
    }

    private static Instant timestamp(String text) throws UndecodableException {
        try {
            Instant timestamp = OffsetDateTime.parse(text).toInstant();
            if (!timestamp.isBefore(EARLIEST) && !timestamp.isAfter(LATEST)) {
                return timestamp;
            }
        } catch (DateTimeException e) {
            throw new UndecodableException("field 'timestamp' is not ISO-8601 with an offset");
        }
        throw new UndecodableException("field 'timestamp' is outside of 1970 to 9999");
    }

    private static String level(String text) throws UndecodableException {
        if (!LEVELS.contains(text)) {
            throw new UndecodableException("field 'level' is none of the known levels");
        }
        return text;
    }

    private static @Nullable String optionalName(String field, @Nullable String text) throws UndecodableException {
        return text == null ? null : name(field, text);
    }

    private static String name(String field, String text) throws UndecodableException {
        if (text.isBlank()) {
            throw new UndecodableException("field '%s' is blank".formatted(field));
        }
        return bounded(field, text, NAME_CHARS_MAX);
    }

    private static String bounded(String field, String text, int charsMax) throws UndecodableException {
        if (text.length() > charsMax) {
            throw new UndecodableException(
                    "field '%s' has %d characters, %d are the most".formatted(field, text.length(), charsMax));
        }
        return text;
    }

    private @Nullable String attributes(@Nullable JsonNode attributes) throws UndecodableException {
        if (attributes == null || attributes.isNull()) {
            return null;
        }
        if (!attributes.isObject()) {
            throw new UndecodableException("field 'attributes' is not an object");
        }
        return bounded("attributes", mapper.writeValueAsString(attributes), ATTRIBUTES_CHARS_MAX);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> kafkaRecord, String name)
            throws UndecodableException {
        Header header = kafkaRecord.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        return bounded("header " + name, new String(header.value(), StandardCharsets.UTF_8), NAME_CHARS_MAX);
    }

    private static @Nullable Long epoch(@Nullable String text) throws UndecodableException {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new UndecodableException("header bellwether-epoch is not a number");
        }
    }
}
