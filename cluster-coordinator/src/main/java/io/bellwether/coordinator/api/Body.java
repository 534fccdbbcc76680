package io.bellwether.coordinator.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request, of which no more is read than may be there. */
final class Body {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Body() {}

    /** The body as text. */
    static String text(HttpServletRequest request, int bytesMax) throws IOException {
        if (request.getContentLengthLong() > bytesMax) {
            throw tooLarge(bytesMax);
        }
        byte[] bytes = request.getInputStream().readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw tooLarge(bytesMax);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusalException(
                    HttpStatus.BAD_REQUEST,
                    "body-not-text",
                    "the body is not UTF-8",
                    "send text in UTF-8; encode bytes, such as in Base64");
        }
    }

    /** The body as a JSON object. */
    static ObjectNode object(HttpServletRequest request, int bytesMax) throws IOException {
        return object(text(request, bytesMax));
    }

    /** A text as a JSON object. */
    static ObjectNode object(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw malformed("it is " + node.getNodeType());
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage());
        }
    }

    private static RefusalException malformed(String why) {
        return new RefusalException(
                HttpStatus.BAD_REQUEST,
                "body-malformed",
                "the body is not one JSON object: %s".formatted(why),
                "send one JSON object");
    }

    private static RefusalException tooLarge(int bytesMax) {
        return new RefusalException(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "body-too-large",
                        "the body has more than %d bytes".formatted(bytesMax),
                        "send less; the limits are in the documentation of this path")
                .with("bytesMax", bytesMax);
    }
}
