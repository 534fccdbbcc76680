package io.bellwether.it.boards;

import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON in the order in which it is said, laid out so that a change of one value is one line of a diff. */
final class Json {

    static final JsonNode NULL = NullNode.getInstance();

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /** An object of names and values, by turns. */
    static ObjectNode object(Object... namesAndValues) {
        var object = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set((String) namesAndValues[i], node(namesAndValues[i + 1]));
        }
        return object;
    }

    /** An object as it is written. */
    static ObjectNode of(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    static JsonNode array(List<? extends JsonNode> values) {
        return MAPPER.createArrayNode().addAll(values);
    }

    private static JsonNode node(Object value) {
        return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
    }

    static String text(JsonNode node) {
        var separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        var indenter = new DefaultIndenter("  ", "\n");
        var printer =
                new DefaultPrettyPrinter(separators).withArrayIndenter(indenter).withObjectIndenter(indenter);
        return MAPPER.writer().with(printer).writeValueAsString(node) + "\n";
    }
}
