package io.bellwether.coordinator.api;

import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** How long something holds, as it is sent: a duration such as 30s or PT30S, or a plain number of milliseconds. */
final class TimeToLive {

    private TimeToLive() {}

    /**
     * Milliseconds, or these where nothing was sent.
     *
     * @throws IllegalArgumentException if it is none of these forms; the message says so
     */
    static long millis(JsonNode sent, long standard) {
        if (sent.isMissingNode()) {
            return standard;
        }
        if (sent.isIntegralNumber() && sent.canConvertToLong()) {
            return sent.asLong();
        }
        try {
            if (sent.isString()) {
                return DurationStyle.detectAndParse(sent.asString()).toMillis();
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(rule(sent), e);
        }
        throw new IllegalArgumentException(rule(sent));
    }

    private static String rule(JsonNode sent) {
        return "ttl must be a duration such as 30s, or milliseconds, got %s"
                .formatted(ProblemBodies.shown(sent.toString()));
    }
}
