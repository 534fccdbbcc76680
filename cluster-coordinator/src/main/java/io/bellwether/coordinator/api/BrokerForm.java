package io.bellwether.coordinator.api;

import io.bellwether.coordinator.storage.Payload.Registry.Health;
import io.bellwether.coordinator.storage.Payload.Registry.Register;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a broker sends to register: an object with {@code id}, {@code host}, {@code port}, and what it likes to add. */
final class BrokerForm {

    private static final int BYTES_MAX = 32 * 1024;
    private static final long TTL_MILLIS = 30_000;
    private static final List<String> FIELDS = List.of("id", "host", "port", "ttl", "health", "metadata");

    private BrokerForm() {}

    static Register read(String service, HttpServletRequest request) throws IOException {
        ObjectNode sent = Body.object(request, BYTES_MAX);
        for (String field : sent.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw invalid("there is no field '%s'; there are %s"
                        .formatted(ProblemBodies.shown(field), String.join(", ", FIELDS)));
            }
        }
        return new Register(
                service,
                text("id", sent.path("id")),
                text("host", sent.path("host")),
                port(sent.path("port")),
                health(sent.path("health")),
                metadata(sent.path("metadata")),
                ttlMillis(sent.path("ttl")));
    }

    private static String text(String field, JsonNode value) {
        if (!value.isString()) {
            throw invalid("%s must be a text, got %s".formatted(field, shown(value)));
        }
        return value.asString();
    }

    private static int port(JsonNode value) {
        if (!value.isInt()) {
            throw invalid("port must be a number, got %s".formatted(shown(value)));
        }
        return value.asInt();
    }

    private static Health health(JsonNode value) {
        if (value.isMissingNode()) {
            return Health.UP;
        }
        String name = text("health", value);
        for (Health each : Health.values()) {
            if (each.name().equalsIgnoreCase(name)) {
                return each;
            }
        }
        throw invalid("health must be one of %s, got '%s'"
                .formatted(Arrays.toString(Health.values()), ProblemBodies.shown(name)));
    }

    private static SortedMap<String, String> metadata(JsonNode value) {
        var metadata = new TreeMap<String, String>();
        if (value.isMissingNode()) {
            return metadata;
        }
        if (!value.isObject()) {
            throw invalid("metadata must be an object of texts, got %s".formatted(shown(value)));
        }
        for (Map.Entry<String, JsonNode> each : value.properties()) {
            metadata.put(
                    each.getKey(),
                    text("metadata '%s'".formatted(ProblemBodies.shown(each.getKey())), each.getValue()));
        }
        return metadata;
    }

    private static long ttlMillis(JsonNode value) {
        try {
            return TimeToLive.millis(value, TTL_MILLIS);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static RefusalException invalid(String fault) {
        return new RefusalException(
                HttpStatus.BAD_REQUEST,
                "registration-invalid",
                fault,
                "send such as {\"id\": \"broker-1\", \"host\": \"10.0.0.7\", \"port\": 9092, \"ttl\": \"30s\"}");
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "none" : ProblemBodies.shown(value.toString());
    }
}
