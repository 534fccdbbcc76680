package io.bellwether.faults.harness;

import java.net.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back for a request.
 *
 * @param status The HTTP status, {@link #NONE} where there was no answer.
 * @param failure Why there was none, empty if there was one.
 */
public record Answer(int status, @Nullable HttpHeaders headers, String body, String failure) {

    /** Instead of a status: refused, reset, or not in time. */
    public static final int NONE = 0;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer none(String failure) {
        return new Answer(NONE, null, "", failure);
    }

    public boolean isOk() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return headers == null ? Optional.empty() : headers.firstValue(name);
    }

    /** The body as JSON; a missing node where it is none. */
    public JsonNode json() {
        try {
            return JSON.readTree(body.isEmpty() ? "null" : body);
        } catch (JacksonException e) {
            throw new IllegalStateException("status %d with a body that is no JSON: %s".formatted(status, body), e);
        }
    }

    /** For messages. */
    public String shortText() {
        int shownMax = 300;
        String text = failure.isEmpty() ? status + " " + body : "no answer: " + failure;
        return text.length() > shownMax ? text.substring(0, shownMax) + "..." : text;
    }
}
