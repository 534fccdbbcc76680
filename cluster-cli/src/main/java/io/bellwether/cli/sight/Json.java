package io.bellwether.cli.sight;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Answers as JSON: what is none is missing. */
final class Json {

    private Json() {}

    static JsonNode of(Glance.Seen seen) {
        if (!seen.isOk()) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(seen.body());
        } catch (JacksonException e) {
            // Something else listens there: it has said nothing about a cluster.
            return MissingNode.getInstance();
        }
    }
}
