package io.bellwether.coordinator.api;

import io.bellwether.coordinator.storage.Payload.Config.Item;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Of which media type a value of the configuration is. */
final class ValueType {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private ValueType() {}

    /** What the writer said; text where nothing was said, which is also what curl sends by itself. */
    static String of(HttpServletRequest request) {
        String sent = request.getContentType();
        if (sent == null || sent.isBlank()) {
            return TEXT.toString();
        }
        MediaType type;
        Charset charset;
        try {
            type = MediaType.parseMediaType(sent);
            charset = type.getCharset();
        } catch (IllegalArgumentException e) {
            throw unsupported("'%s' is no media type".formatted(sent));
        }
        if (!type.isConcrete() || (charset != null && !charset.equals(StandardCharsets.UTF_8))) {
            throw unsupported("a value is text in UTF-8 of one type, got '%s'".formatted(sent));
        }
        if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)) {
            return TEXT.toString();
        }
        boolean bare = type.getType().equals("text") && charset == null;
        return bare ? new MediaType(type, StandardCharsets.UTF_8).toString() : type.toString();
    }

    /** The keys of a JSON object as items: texts as they are, everything else as JSON. */
    static List<Item> items(ObjectNode object) {
        var items = new ArrayList<Item>();
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            JsonNode value = each.getValue();
            items.add(
                    value.isString()
                            ? new Item(each.getKey(), TEXT.toString(), value.asString())
                            : new Item(each.getKey(), MediaType.APPLICATION_JSON_VALUE, value.toString()));
        }
        return items;
    }

    private static RefusalException unsupported(String detail) {
        return new RefusalException(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "media-type-unsupported",
                detail,
                "send Content-Type: text/plain or application/json, or none");
    }
}
