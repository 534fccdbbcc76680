package io.bellwether.cli.demo;

import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway and the coordinators tell at one moment.
 *
 * @param routing What {@code GET /gateway/routes} tells.
 * @param status What {@code GET /cluster/status} tells.
 */
record Sight(JsonNode routing, JsonNode status) {

    /** The committed state of a member; ABSENT where it is none. */
    String state(String node) {
        return status.path("membership").path(node).path("status").asString("ABSENT");
    }

    String cause(String node) {
        return status.path("membership").path(node).path("cause").asString("");
    }

    /** Which share of the requests for its service the gateway gives it, in percent. */
    long percent(String node) {
        return Math.round(
                instance(node).map(one -> one.path("share").asDouble()).orElse(0.0) * 100);
    }

    /** How it stands with the gateway; EXCLUDED where it is not listed. */
    String standing(String node) {
        return instance(node).map(one -> one.path("standing").asString()).orElse("EXCLUDED");
    }

    Optional<String> leader() {
        return Optional.ofNullable(status.path("leader").asString(null));
    }

    long term() {
        return status.path("term").asLong();
    }

    boolean hasQuorum() {
        return status.path("hasQuorum").asBoolean();
    }

    boolean isAllHealthy() {
        return hasQuorum()
                && status.path("totalNodes").asInt()
                        == status.path("healthyNodes").asInt();
    }

    private Optional<JsonNode> instance(String node) {
        return StreamSupport.stream(routing.path("services").spliterator(), false)
                .flatMap(service ->
                        StreamSupport.stream(service.path("instances").spliterator(), false))
                .filter(one -> one.path("nodeId").asString().equals(node))
                .findFirst();
    }
}
