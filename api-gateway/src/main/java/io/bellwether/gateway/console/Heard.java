package io.bellwether.gateway.console;

import io.bellwether.spring.picture.ClusterPicture.EdgePicture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one observer finds of its edge to a member.
 *
 * @param observer Its name.
 * @param verdict What it thinks of the edge.
 * @param forMillis For how long it has thought so.
 * @param phi How unlikely a silence this long is.
 * @param silentMillis How long ago it heard the newest beat, null if it never heard one.
 * @param unknown Why nothing of this is known, null where it is.
 */
record Heard(
        String observer,
        @Nullable String verdict,
        @Nullable Long forMillis,
        @Nullable Double phi,
        @Nullable Long silentMillis,
        @Nullable String unknown) {

    static Heard nothing(String observer, String why) {
        return new Heard(observer, null, null, null, null, why);
    }

    static Heard of(String observer, EdgePicture edge) {
        return new Heard(observer, edge.verdict(), edge.forMillis(), edge.phi(), edge.silentMillis(), null);
    }

    /** As a service tells it, at its endpoint {@code cluster}. */
    static Heard ofService(String observer, JsonNode member) {
        JsonNode edge = member.path("edge");
        return edge.isObject()
                ? of(observer, edge, "silentMillis", "verdict")
                : nothing(observer, "tells of no edge to it");
    }

    /** As a coordinator tells it, which knows phi of its own edges. */
    static Heard ofCoordinator(String observer, JsonNode explained) {
        for (JsonNode each : explained.path("observers").path("each")) {
            if (each.path("nodeId").asString("").equals(observer)) {
                return of(observer, each, "lastBeatMillis", "edge");
            }
        }
        return nothing(observer, "tells of no edge to it");
    }

    private static Heard of(String observer, JsonNode edge, String silence, String verdict) {
        JsonNode phi = edge.path("phi");
        return edge.path(verdict).isString()
                ? new Heard(
                        observer,
                        edge.path(verdict).asString(),
                        number(edge.path("forMillis")),
                        phi.isNumber() ? (Double) phi.asDouble() : null,
                        number(edge.path(silence)),
                        null)
                : nothing(observer, "has no opinion yet");
    }

    private static @Nullable Long number(JsonNode value) {
        return value.isNumber() ? (Long) value.asLong() : null;
    }
}
