package io.bellwether.coordinator.api;

import io.bellwether.protocol.state.OperatorOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operator sends with an order: an object with {@code reason} and, where it ends by itself, {@code ttl}. Nothing at
 * all is an order without a reason.
 *
 * @param reason Why, for whoever wonders later; empty if nothing was said.
 * @param timeToLive After which it ends by itself.
 */
record OrderForm(String reason, Duration timeToLive) {

    /** Where nothing is said: longer than most work on a node takes, and short enough not to be forgotten. */
    static final Duration STANDARD = Duration.ofHours(1);

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofDays(30);

    private static final int BYTES_MAX = 4 * 1024;
    private static final String REASON = "reason";
    private static final String TTL = "ttl";

    /** An order that ends by itself. */
    static OrderForm ending(HttpServletRequest request) throws IOException {
        return read(request, List.of(REASON, TTL));
    }

    /** An order that is carried out at once. */
    static OrderForm atOnce(HttpServletRequest request) throws IOException {
        return read(request, List.of(REASON));
    }

    private static OrderForm read(HttpServletRequest request, List<String> fields) throws IOException {
        String text = Body.text(request, BYTES_MAX);
        ObjectNode sent = text.isBlank() ? JsonNodeFactory.instance.objectNode() : Body.object(text);
        for (String field : sent.propertyNames()) {
            if (!fields.contains(field)) {
                throw invalid("there is no field '%s' here; there is %s"
                        .formatted(ProblemBodies.shown(field), String.join(", ", fields)));
            }
        }
        return new OrderForm(reason(sent.path(REASON)), timeToLive(sent.path(TTL)));
    }

    private static String reason(JsonNode sent) {
        if (sent.isMissingNode()) {
            return "";
        }
        if (!sent.isString()) {
            throw invalid("reason must be a text, got %s".formatted(ProblemBodies.shown(sent.toString())));
        }
        String reason = sent.asString().strip();
        if (reason.length() > OperatorOrder.REASON_MAX) {
            throw invalid("reason must have at most %d characters, got %d"
                    .formatted(OperatorOrder.REASON_MAX, reason.length()));
        }
        return reason;
    }

    private static Duration timeToLive(JsonNode sent) {
        Duration told;
        try {
            told = Duration.ofMillis(TimeToLive.millis(sent, STANDARD.toMillis()));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        if (told.compareTo(SHORTEST) < 0 || told.compareTo(LONGEST) > 0) {
            throw invalid("ttl must be from %ds to %dd, got %s"
                    .formatted(SHORTEST.toSeconds(), LONGEST.toDays(), ProblemBodies.shown(sent.toString())));
        }
        return told;
    }

    static RefusalException invalid(String fault) {
        return new RefusalException(
                HttpStatus.BAD_REQUEST,
                "operation-invalid",
                fault,
                "send such as {\"reason\": \"new disk\", \"ttl\": \"30m\"}; without ttl it is %dh"
                        .formatted(STANDARD.toHours()));
    }
}
