package io.bellwether.producer.intake;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Splits the body of a request into its records: one JSON object, an array of them, or one per line (NDJSON).
 *
 * <p>A broken line costs that line; a broken document costs the request, since nothing says where its next record
 * begins.
 */
final class RequestReader {

    /** One record as it came: a JSON value, or the reason why it is none. */
    sealed interface Item {
        record Value(JsonNode node) implements Item {}

        record Broken(String detail) implements Item {}
    }

    // Decimals as they were written: a double would round what the client sent.
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final JsonMapper lineMapper = mapper.rebuild()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final int recordsMax;

    RequestReader(int recordsMax) {
        this.recordsMax = recordsMax;
    }

    /**
     * Reads all records of a body.
     *
     * @param lines Whether the client said that this is NDJSON; otherwise it is found out.
     */
    List<Item> read(byte[] body, boolean lines) throws IntakeException {
        int start = firstNonBlank(body);
        if (start == body.length) {
            throw new IntakeException(IntakeException.Reason.EMPTY, "the body is empty");
        }
        if (lines) {
            return readLines(body);
        }
        try (JsonParser parser = mapper.createParser(body)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                return readArray(parser);
            }
            JsonNode first = parser.readValueAsTree();
            // More than one value at the top is what NDJSON looks like under the wrong media type.
            return parser.nextToken() == null ? List.of(new Item.Value(first)) : readLines(body);
        } catch (JacksonException e) {
            // Several lines of which one is broken: the lines that are whole are still taken.
            if (body[start] == '{' && looksLikeLines(body, start)) {
                return readLines(body);
            }
            throw new IntakeException(IntakeException.Reason.MALFORMED_JSON, describe(e));
        }
    }

    private List<Item> readArray(JsonParser parser) throws IntakeException {
        List<Item> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            add(items, new Item.Value(parser.readValueAsTree()));
        }
        if (parser.nextToken() != null) {
            throw new IntakeException(
                    IntakeException.Reason.MALFORMED_JSON, "after the array at the top nothing may follow");
        }
        return items;
    }

    private List<Item> readLines(byte[] body) throws IntakeException {
        List<Item> items = new ArrayList<>();
        int from = 0;
        while (from < body.length) {
            int to = from;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            if (!isBlank(body, from, to)) {
                add(items, readLine(body, from, to - from));
            }
            from = to + 1;
        }
        return items;
    }

    private Item readLine(byte[] body, int offset, int length) {
        try {
            return new Item.Value(lineMapper.readTree(body, offset, length));
        } catch (JacksonException e) {
            return new Item.Broken(describe(e));
        }
    }

    private void add(List<Item> items, Item item) throws IntakeException {
        if (items.size() == recordsMax) {
            throw new IntakeException(
                    IntakeException.Reason.TOO_MANY_RECORDS,
                    "a request may bring at most %d records, this one brings more".formatted(recordsMax));
        }
        items.add(item);
    }

    /** Whether the first line is a whole JSON object of its own. */
    private boolean looksLikeLines(byte[] body, int start) {
        int end = start;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end < body.length
                && !isBlank(body, end, body.length)
                && readLine(body, start, end - start) instanceof Item.Value;
    }

    private static String describe(JacksonException e) {
        var location = e.getLocation();
        String where =
                location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
        return e.getOriginalMessage() + where;
    }

    private static int firstNonBlank(byte[] body) {
        int at = 0;
        while (at < body.length && isBlank(body[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!isBlank(body[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
