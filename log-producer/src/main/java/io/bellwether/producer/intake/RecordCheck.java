package io.bellwether.producer.intake;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * Checks one JSON value against the rules for a record, and reads it.
 *
 * <p>Whatever passes here can be stored: Postgres takes neither NUL in a text nor half a surrogate pair or an endless
 * number in its JSON, and finding that out behind Kafka would be too late for the client.
 */
final class RecordCheck {

    static final int MESSAGE_BYTES_MAX = 64 * 1024;
    static final int ATTRIBUTES_BYTES_MAX = 16 * 1024;
    static final int NAME_CHARS_MAX = 200;
    static final int TRACE_ID_CHARS_MAX = 128;
    static final int NUMBER_DIGITS_MAX = 1_000;

    private static final Set<String> FIELDS = new TreeSet<>(
            Set.of("id", "timestamp", "level", "service", "instance", "traceId", "message", "attributes"));
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final String LEVELS = "TRACE, DEBUG, INFO, WARN, ERROR, FATAL";

    /** Reads a record, whose id and time are the given ones where the client gave none. */
    LogRecord check(JsonNode node, UUID freshId, Instant now) throws RejectedException {
        if (!node.isObject()) {
            throw new RejectedException(RejectionCode.NOT_AN_OBJECT, "a record is a JSON object, got " + kind(node));
        }
        for (String field : node.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new RejectedException(
                        RejectionCode.FIELD_UNKNOWN,
                        "field '%s' is not known; the fields are %s, anything else belongs into attributes"
                                .formatted(shorten(field), String.join(", ", FIELDS)));
            }
        }
        String id = optionalText(node, "id");
        String timestamp = optionalText(node, "timestamp");
        return new LogRecord(
                id == null ? freshId : uuidV7(id),
                timestamp == null ? now.truncatedTo(ChronoUnit.MICROS) : instant(timestamp),
                level(requiredText(node, "level")),
                name("service", requiredText(node, "service"), NAME_CHARS_MAX),
                optionalName(node, "instance", NAME_CHARS_MAX),
                optionalName(node, "traceId", TRACE_ID_CHARS_MAX),
                message(requiredText(node, "message")),
                attributes(node.get("attributes")));
    }

    private static String requiredText(JsonNode record, String field) throws RejectedException {
        String text = optionalText(record, field);
        if (text == null) {
            throw new RejectedException(RejectionCode.FIELD_MISSING, "field '%s' is required".formatted(field));
        }
        return text;
    }

    private static @Nullable String optionalText(JsonNode record, String field) throws RejectedException {
        JsonNode value = record.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw new RejectedException(
                    RejectionCode.FIELD_TYPE, "field '%s' must be a string, got %s".formatted(field, kind(value)));
        }
        return wellFormed(field, value.stringValue());
    }

    private static @Nullable String optionalName(JsonNode record, String field, int charsMax) throws RejectedException {
        String text = optionalText(record, field);
        return text == null ? null : name(field, text, charsMax);
    }

    private static String name(String field, String text, int charsMax) throws RejectedException {
        if (text.isBlank()) {
            throw new RejectedException(RejectionCode.FIELD_MISSING, "field '%s' must not be blank".formatted(field));
        }
        if (text.length() > charsMax) {
            throw new RejectedException(
                    RejectionCode.FIELD_TOO_LONG,
                    "field '%s' may have %d characters, got %d".formatted(field, charsMax, text.length()));
        }
        return text;
    }

    private static String message(String text) throws RejectedException {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MESSAGE_BYTES_MAX) {
            throw new RejectedException(
                    RejectionCode.FIELD_TOO_LONG,
                    "field 'message' may have %d bytes, got %d".formatted(MESSAGE_BYTES_MAX, bytes));
        }
        return text;
    }

    private static LogLevel level(String text) throws RejectedException {
        for (LogLevel level : LogLevel.values()) {
            if (level.name().equals(text)) {
                return level;
            }
        }
        throw new RejectedException(
                RejectionCode.LEVEL_UNKNOWN, "level must be one of %s, got '%s'".formatted(LEVELS, shorten(text)));
    }

    private static UUID uuidV7(String text) throws RejectedException {
        try {
            UUID id = UUID.fromString(text);
            // fromString also takes shortened groups, hence the comparison with the full form.
            if (id.toString().equalsIgnoreCase(text) && id.version() == 7 && id.variant() == 2) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw notUuidV7(text);
        }
        throw notUuidV7(text);
    }

    private static RejectedException notUuidV7(String text) {
        return new RejectedException(
                RejectionCode.ID_NOT_UUIDV7,
                "id must be a UUID of version 7 or be left out, got '%s'".formatted(shorten(text)));
    }

    private static Instant instant(String text) throws RejectedException {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw notATime(text);
        }
        throw notATime(text);
    }

    private static RejectedException notATime(String text) {
        return new RejectedException(
                RejectionCode.TIMESTAMP_INVALID,
                "timestamp must be ISO-8601 with an offset, such as 2026-01-02T10:30:45.123Z, from 1970 to 9999, got '%s'"
                        .formatted(shorten(text)));
    }

    private static @Nullable JsonNode attributes(@Nullable JsonNode attributes) throws RejectedException {
        if (attributes == null || attributes.isNull()) {
            return null;
        }
        if (!attributes.isObject()) {
            throw new RejectedException(
                    RejectionCode.FIELD_TYPE, "field 'attributes' must be an object, got " + kind(attributes));
        }
        walk(attributes);
        int bytes = attributes.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > ATTRIBUTES_BYTES_MAX) {
            throw new RejectedException(
                    RejectionCode.FIELD_TOO_LONG,
                    "field 'attributes' may have %d bytes as JSON, got %d".formatted(ATTRIBUTES_BYTES_MAX, bytes));
        }
        return attributes;
    }

    // The parser refuses documents nested deeper than 500, so the recursion is bounded.
    private static void walk(JsonNode node) throws RejectedException {
        if (node.isString()) {
            wellFormed("attributes", node.stringValue());
        } else if (node.isNumber()) {
            storable(node);
        } else if (node.isObject()) {
            for (var property : node.properties()) {
                wellFormed("attributes", property.getKey());
                walk(property.getValue());
            }
        } else {
            for (JsonNode element : node) {
                walk(element);
            }
        }
    }

    private static void storable(JsonNode node) throws RejectedException {
        BigDecimal number = node.decimalValue();
        long exponent = Math.abs((long) number.scale());
        if (exponent > NUMBER_DIGITS_MAX || number.precision() > NUMBER_DIGITS_MAX) {
            throw new RejectedException(
                    RejectionCode.NUMBER_OUT_OF_RANGE,
                    "a number in 'attributes' may have %d digits before and after the point"
                            .formatted(NUMBER_DIGITS_MAX));
        }
    }

    private static String wellFormed(String field, String text) throws RejectedException {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0) {
                throw new RejectedException(
                        RejectionCode.TEXT_INVALID,
                        "field '%s' holds a NUL character at position %d".formatted(field, at));
            }
            if (Character.isSurrogate(c)) {
                boolean paired = at + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(at + 1));
                if (!paired) {
                    throw new RejectedException(
                            RejectionCode.TEXT_INVALID,
                            "field '%s' holds half a surrogate pair at position %d".formatted(field, at));
                }
                at++;
            }
        }
        return text;
    }

    private static String kind(JsonNode node) {
        JsonNodeType type = node.getNodeType();
        return switch (type) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "null";
        };
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
