package io.bellwether.consumer.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON object that a record holds. What is checked is what Postgres would not refuse by itself, or would refuse in a
 * way that looks like an outage: an index entry that is too large, text that is no text.
 */
final class RecordJson {

    static final int NAME_CHARS_MAX = 200;

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    // Objects go to Postgres in pure ASCII: half a surrogate pair stays visible as an escape and is refused there.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final JsonNode json;

    private RecordJson(JsonNode json) {
        this.json = json;
    }

    static RecordJson parse(byte @Nullable [] value) throws UndecodableException {
        if (value == null || value.length == 0) {
            throw new UndecodableException("the record is empty");
        }
        try {
            JsonNode json = MAPPER.readTree(value);
            if (json.isObject()) {
                return new RecordJson(json);
            }
        } catch (JacksonException e) {
            throw new UndecodableException("not JSON: " + e.getOriginalMessage());
        }
        throw new UndecodableException("not a JSON object");
    }

    String required(String field) throws UndecodableException {
        String text = optional(field);
        if (text == null) {
            throw missing(field);
        }
        return text;
    }

    private static UndecodableException missing(String field) {
        return new UndecodableException("field '%s' is missing".formatted(field));
    }

    @Nullable
    String optional(String field) throws UndecodableException {
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

    Instant timestamp(String field) throws UndecodableException {
        String text = required(field);
        try {
            Instant timestamp = OffsetDateTime.parse(text).toInstant();
            if (!timestamp.isBefore(EARLIEST) && !timestamp.isAfter(LATEST)) {
                return timestamp;
            }
        } catch (DateTimeException e) {
            throw new UndecodableException("field '%s' is not ISO-8601 with an offset".formatted(field));
        }
        throw new UndecodableException("field '%s' is outside of 1970 to 9999".formatted(field));
    }

    String name(String field) throws UndecodableException {
        return name(field, required(field));
    }

    @Nullable
    String optionalName(String field) throws UndecodableException {
        String text = optional(field);
        return text == null ? null : name(field, text);
    }

    private static String name(String field, String text) throws UndecodableException {
        if (text.isBlank()) {
            throw new UndecodableException("field '%s' is blank".formatted(field));
        }
        return bounded(field, text, NAME_CHARS_MAX);
    }

    String text(String field, int charsMax) throws UndecodableException {
        return bounded(field, required(field), charsMax);
    }

    @Nullable
    String optionalText(String field, int charsMax) throws UndecodableException {
        String text = optional(field);
        return text == null ? null : bounded(field, text, charsMax);
    }

    static String bounded(String field, String text, int charsMax) throws UndecodableException {
        if (text.length() > charsMax) {
            throw new UndecodableException(
                    "field '%s' has %d characters, %d are the most".formatted(field, text.length(), charsMax));
        }
        return text;
    }

    long number(String field) throws UndecodableException {
        Long number = optionalNumber(field);
        if (number == null) {
            throw missing(field);
        }
        return number;
    }

    @Nullable
    Long optionalNumber(String field) throws UndecodableException {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new UndecodableException("field '%s' is not a whole number of 64 bits".formatted(field));
        }
        return value.longValue();
    }

    double decimal(String field) throws UndecodableException {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            throw missing(field);
        }
        // Not by doubleValue(), which throws where the number is too large.
        double number = value.isNumber() ? value.decimalValue().doubleValue() : Double.NaN;
        if (!Double.isFinite(number)) {
            throw new UndecodableException("field '%s' is not a finite number".formatted(field));
        }
        return number;
    }

    /** An object as JSON text. */
    @Nullable
    String object(String field, int charsMax) throws UndecodableException {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw new UndecodableException("field '%s' is not an object".formatted(field));
        }
        return bounded(field, MAPPER.writeValueAsString(value), charsMax);
    }
}
