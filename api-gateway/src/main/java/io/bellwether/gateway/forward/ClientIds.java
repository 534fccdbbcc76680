package io.bellwether.gateway.forward;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * Whether every object of a body carries an {@code id} of its client, so that it is stored once however often it is sent.
 * Asked only when a request has failed: no request that goes well pays for it.
 */
final class ClientIds {

    private static final String ID = "id";
    private static final JsonFactory JSON = new JsonFactory();

    private ClientIds() {}

    /** One object, an array of objects, or objects one after the other. What is none of these has no ids. */
    static boolean areComplete(byte[] body) {
        try (JsonParser parser = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), body)) {
            int objects = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                    continue;
                }
                if (token != JsonToken.START_OBJECT || !hasId(parser)) {
                    return false;
                }
                objects++;
            }
            return objects > 0;
        } catch (JacksonException e) {
            // Whoever gets it will say what is wrong with it; here it only means that nobody knows its ids.
            return false;
        }
    }

    /** Reads the rest of an object. */
    private static boolean hasId(JsonParser parser) {
        boolean found = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isId = ID.equals(parser.currentName());
            JsonToken value = parser.nextToken();
            found = found
                    || (isId
                            && value == JsonToken.VALUE_STRING
                            && !parser.getString().isBlank());
            parser.skipChildren();
        }
        return found;
    }
}
