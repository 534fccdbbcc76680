package io.bellwether.cli.sight;

import java.net.URI;
import tools.jackson.databind.JsonNode;

/**
 * What a coordinator says of its log, {@code GET /api/v1/cluster}, twice with some seconds between.
 *
 * @param first Missing where it did not answer.
 * @param failure Why it did not answer; empty if it did.
 */
public record CoordinatorSight(URI place, JsonNode first, JsonNode second, String failure) {

    public boolean answers() {
        return !first.isMissingNode();
    }

    /** By its own name, or by its place where it has not told. */
    public String name() {
        return first.path("answeredBy").asString(place.toString());
    }

    public boolean leads() {
        return first.path("role").asString("").equals("LEADER");
    }
}
