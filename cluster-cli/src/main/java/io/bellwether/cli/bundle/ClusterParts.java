package io.bellwether.cli.bundle;

import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.CoordinatorSight;
import io.bellwether.cli.sight.Glance;
import io.bellwether.cli.sight.MemberSight;
import io.bellwether.devservices.home.StartProblem;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a cluster tells, as parts of a bundle. */
public final class ClusterParts {

    public static final int EVENTS_MAX = 1_000;

    private static final int PAGE = 500;
    private static final int NAMESPACES_MAX = 100;
    private static final int KEYS_MAX = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Glance glance;
    private final ClusterSight cluster;
    private final List<Part> parts = new ArrayList<>();

    private ClusterParts(Glance glance, ClusterSight cluster) {
        this.glance = glance;
        this.cluster = cluster;
    }

    /** Those of a cluster that was seen already; what else there is, is asked when a part is wanted. */
    public static List<Part> of(Glance glance, ClusterSight cluster) {
        var parts = new ClusterParts(glance, cluster);
        parts.coordinators();
        parts.cluster();
        parts.members();
        return parts.parts;
    }

    private void coordinators() {
        for (CoordinatorSight coordinator : cluster.coordinators()) {
            var name = "cluster/coordinators/%s.json"
                    .formatted(
                            coordinator.answers()
                                    ? coordinator.name()
                                    : coordinator.place().getAuthority());
            parts.add(
                    coordinator.answers()
                            ? Part.of(name, pretty(twice(coordinator)))
                            : missing(name, "%s %s".formatted(coordinator.place(), coordinator.failure())));
        }
    }

    private static JsonNode twice(CoordinatorSight coordinator) {
        ArrayNode looks = JSON.createArrayNode();
        looks.add(coordinator.first());
        if (!coordinator.second().isMissingNode()) {
            looks.add(coordinator.second());
        }
        return looks;
    }

    private void cluster() {
        var place = place();
        seen("cluster/status.json", cluster.status());
        seen("cluster/views.json", cluster.views());
        seen("cluster/voters.json", cluster.voters());
        if (place.isEmpty()) {
            return;
        }
        var coordinator = place.get();
        parts.add(new Part("cluster/services.json", () -> pretty(json(coordinator.resolve("/api/v1/services")))));
        parts.add(new Part("cluster/events.json", () -> events(coordinator)));
        parts.add(new Part("cluster/config-names.json", () -> configNames(coordinator)));
        for (var member : cluster.membership()) {
            if (!member.path("status").asString("").equals("HEALTHY")) {
                explanation(coordinator, member.path("nodeId").asString(""));
            }
        }
    }

    private void explanation(URI coordinator, String node) {
        var name = "cluster/explain/%s.json".formatted(node);
        var why = cluster.explanations().get(node);
        parts.add(
                why != null
                        ? Part.of(name, pretty(why))
                        : new Part(
                                name,
                                () -> pretty(json(
                                        coordinator.resolve("/api/v1/members/%s/explain".formatted(segment(node)))))));
    }

    private void members() {
        for (MemberSight member : cluster.members()) {
            var folder = "members/%s/".formatted(member.node());
            var metrics = folder + "prometheus.txt";
            if (member.seen().isOk()) {
                parts.add(Part.of(metrics, member.seen().body()));
                parts.add(new Part(
                        folder + "health.json",
                        () -> pretty(anyStatus(member.place().resolve("/actuator/health")))));
            } else {
                parts.add(missing(
                        metrics, "%s %s".formatted(member.place(), member.seen().trouble())));
            }
        }
    }

    /** Who answered before. */
    private Optional<URI> place() {
        return cluster.coordinators().stream()
                .filter(coordinator ->
                        coordinator.answers() && coordinator.name().equals(cluster.answeredBy()))
                .map(CoordinatorSight::place)
                .findFirst();
    }

    private void seen(String name, JsonNode node) {
        parts.add(node.isMissingNode() ? missing(name, "no coordinator has told it") : Part.of(name, pretty(node)));
    }

    private static Part missing(String name, String why) {
        return new Part(name, () -> {
            throw new StartProblem(why);
        });
    }

    private String events(URI coordinator) {
        long newest = json(coordinator.resolve("/api/v1/events?limit=1"))
                .path("newest")
                .asLong();
        long after = Math.max(0, newest - EVENTS_MAX);
        ArrayNode events = JSON.createArrayNode();
        for (int page = 0; page < EVENTS_MAX / PAGE; page++) {
            var told = json(coordinator.resolve("/api/v1/events?limit=%d&after=%d".formatted(PAGE, after)));
            told.path("events").forEach(events::add);
            after = told.path("next").asLong(after);
        }
        return pretty(events);
    }

    /** What there is, and not what it says: values may be secret. */
    private String configNames(URI coordinator) {
        ObjectNode names = JSON.createObjectNode();
        int asked = 0;
        for (var namespace : json(coordinator.resolve("/api/v1/config")).path("namespaces")) {
            if (asked++ >= NAMESPACES_MAX) {
                break;
            }
            var name = namespace.path("namespace").asString("");
            ArrayNode keys = names.putArray(name);
            for (var item : json(coordinator.resolve("/api/v1/config/%s?limit=%d".formatted(segment(name), KEYS_MAX)))
                    .path("items")) {
                ObjectNode key = keys.addObject();
                key.put("key", item.path("key").asString(""));
                key.put("version", item.path("version").asLong());
                key.put("bytes", item.path("bytes").asLong());
            }
        }
        return pretty(names);
    }

    private JsonNode json(URI place) {
        var seen = glance.get(place);
        if (!seen.isOk()) {
            throw new StartProblem("%s %s".formatted(place, seen.trouble()));
        }
        return JSON.readTree(seen.body());
    }

    /** Health answers 503 where something is down, and says what. */
    private JsonNode anyStatus(URI place) {
        var seen = glance.get(place);
        if (seen.status() == 0) {
            throw new StartProblem("%s %s".formatted(place, seen.trouble()));
        }
        return JSON.readTree(seen.body());
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String pretty(JsonNode node) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }
}
