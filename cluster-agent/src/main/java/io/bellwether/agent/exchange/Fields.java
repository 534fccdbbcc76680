package io.bellwether.agent.exchange;

import io.bellwether.protocol.membership.NodeId;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of one JSON object, each read as what it must be. What is wrong is told with its name. */
final class Fields {

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';
    private static final int SHOWN_MAX = 80;

    private final String name;
    private final JsonNode object;

    Fields(String name, @Nullable JsonNode object) throws BadExchangeException {
        if (object == null || !object.isObject()) {
            throw new BadExchangeException(name + " must be a JSON object");
        }
        this.name = name;
        this.object = object;
    }

    Fields object(String field) throws BadExchangeException {
        return new Fields("'%s' in %s".formatted(field, name), object.get(field));
    }

    /** A list of objects. */
    Iterator<JsonNode> objects(String field, int itemsMax) throws BadExchangeException {
        JsonNode list = required(field);
        if (!list.isArray() || list.size() > itemsMax) {
            throw wrong(field, "a list of at most %d objects".formatted(itemsMax), list);
        }
        return list.iterator();
    }

    long number(String field) throws BadExchangeException {
        JsonNode value = required(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong(field, "a whole number from 0 on", value);
        }
        return value.longValue();
    }

    long numberOr(String field, long otherwise) throws BadExchangeException {
        return object.has(field) ? number(field) : otherwise;
    }

    int smallNumber(String field) throws BadExchangeException {
        long value = number(field);
        if (value > Integer.MAX_VALUE) {
            throw wrong(field, "at most " + Integer.MAX_VALUE, required(field));
        }
        return (int) value;
    }

    boolean flag(String field) throws BadExchangeException {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw wrong(field, "true or false", value);
        }
        return value.booleanValue();
    }

    /** A text of printable ASCII. */
    String text(String field, int charactersMax) throws BadExchangeException {
        JsonNode value = required(field);
        if (!value.isString() || !isPrintable(value.stringValue(), charactersMax)) {
            throw wrong(field, "a text of at most %d printable characters of ASCII".formatted(charactersMax), value);
        }
        return value.stringValue();
    }

    private static boolean isPrintable(String text, int charactersMax) {
        return text.length() <= charactersMax
                && text.chars().allMatch(c -> c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE);
    }

    /** A text for people, of any characters; what is too long is cut, what is no text is not told. */
    String prose(String field, int charactersMax) {
        JsonNode value = object.get(field);
        String text = value == null || !value.isString() ? "" : value.stringValue();
        return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
    }

    NodeId nodeId(String field) throws BadExchangeException {
        JsonNode value = required(field);
        if (!value.isString() || !NodeId.isValid(value.stringValue())) {
            throw wrong(
                    field,
                    "1 to %d characters of a-z, A-Z, 0-9, '.', '_', '-'".formatted(NodeId.CHARACTERS_MAX),
                    value);
        }
        return new NodeId(value.stringValue());
    }

    <E extends Enum<E>> E choice(String field, Class<E> type) throws BadExchangeException {
        JsonNode value = required(field);
        for (E constant : type.getEnumConstants()) {
            if (value.isString() && constant.name().equals(value.stringValue())) {
                return constant;
            }
        }
        throw wrong(field, "a " + type.getSimpleName() + " that is known here", value);
    }

    private JsonNode required(String field) throws BadExchangeException {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new BadExchangeException("%s lacks '%s'".formatted(name, field));
        }
        return value;
    }

    BadExchangeException wrong(String field, String rule, JsonNode got) {
        String shown = got.toString();
        shown = shown.length() <= SHOWN_MAX ? shown : shown.substring(0, SHOWN_MAX) + "...";
        return new BadExchangeException("'%s' in %s must be %s, got %s".formatted(field, name, rule, shown));
    }
}
