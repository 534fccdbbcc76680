package io.bellwether.cli.sight;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Looks at a cluster: at its coordinators, then at its members, then at its coordinators again. */
public final class ClusterLook {

    public static final int EXPLAINED_MAX = 40;
    public static final int SCRAPED_MAX = 200;

    private static final String METRICS = "/actuator/prometheus";
    private static final String CLUSTER = "/api/v1/cluster";
    private static final String VIEWS = "/api/v1/views";

    private final Glance glance;
    private final List<URI> coordinators;
    private final Map<String, URI> here;

    /**
     * A look.
     *
     * @param here Base URLs of members that run on this machine, by name.
     */
    public ClusterLook(Glance glance, List<URI> coordinators, Map<String, URI> here) {
        this.glance = glance;
        this.coordinators = List.copyOf(coordinators);
        this.here = new LinkedHashMap<>(here);
    }

    /**
     * Looks.
     *
     * @param between Time from the first look at the coordinators to the second.
     */
    public ClusterSight look(Duration between) {
        long begun = System.nanoTime();
        var first = glance.all(at(CLUSTER));
        var best = best(first);
        if (best.isEmpty()) {
            var silent = both(first, first);
            return here.isEmpty()
                    ? ClusterSight.ofNobody(silent)
                    : new ClusterSight(
                            silent,
                            "",
                            MissingNode.getInstance(),
                            MissingNode.getInstance(),
                            MissingNode.getInstance(),
                            MissingNode.getInstance(),
                            Map.of(),
                            members(here),
                            0);
        }
        var place = best.get();
        var told = glance.all(Map.of(
                "status",
                place.resolve("/cluster/status"),
                VIEWS,
                place.resolve(VIEWS),
                "voters",
                place.resolve("/api/v1/voters")));
        var status = json(told, "status");
        var places = places(status);
        var taken = new LinkedHashMap<String, URI>();
        places.entrySet().stream().limit(SCRAPED_MAX).forEach(entry -> taken.put(entry.getKey(), entry.getValue()));
        var members = members(taken);
        var explanations = explanations(place, status);
        LockSupport.parkNanos(Math.max(0, between.toNanos() - (System.nanoTime() - begun)));
        var again = at(CLUSTER);
        again.put(VIEWS, place.resolve(VIEWS));
        var second = glance.all(again);
        return new ClusterSight(
                both(first, second),
                Json.of(first.getOrDefault(place.toString(), new Glance.Seen(0, "", "", "", 0, 0)))
                        .path("answeredBy")
                        .asString(""),
                status,
                json(told, VIEWS),
                json(second, VIEWS),
                json(told, "voters"),
                explanations,
                members,
                places.size() - taken.size());
    }

    private Map<String, URI> at(String path) {
        var places = new LinkedHashMap<String, URI>();
        coordinators.forEach(coordinator -> places.put(coordinator.toString(), coordinator.resolve(path)));
        return places;
    }

    /** The leader, or one that knows a majority, or one that answers at all. */
    private Optional<URI> best(Map<String, Glance.Seen> answers) {
        return coordinators.stream()
                .filter(place -> !json(answers, place.toString()).isMissingNode())
                .max(Comparator.comparingInt(place -> rank(json(answers, place.toString()))));
    }

    private static int rank(JsonNode answer) {
        boolean quorum = answer.path("hasQuorum").asBoolean(false);
        return quorum && answer.path("role").asString("").equals("LEADER") ? 2 : quorum ? 1 : 0;
    }

    private List<CoordinatorSight> both(Map<String, Glance.Seen> first, Map<String, Glance.Seen> second) {
        return coordinators.stream()
                .map(place -> new CoordinatorSight(
                        place,
                        json(first, place.toString()),
                        json(second, place.toString()),
                        trouble(first, place.toString())))
                .toList();
    }

    private static String trouble(Map<String, Glance.Seen> answers, String place) {
        var seen = answers.get(place);
        if (seen == null) {
            return "was not asked";
        }
        boolean other = seen.isOk() && Json.of(seen).isMissingNode();
        return other ? "answers what is no JSON: is something else on its port?" : seen.trouble();
    }

    private static JsonNode json(Map<String, Glance.Seen> answers, String name) {
        var seen = answers.get(name);
        return seen == null ? MissingNode.getInstance() : Json.of(seen);
    }

    /** Where each member can be asked: here, or where it says that the world outside reaches it, or its own URL. */
    private Map<String, URI> places(JsonNode status) {
        var places = new LinkedHashMap<>(here);
        for (var member : status.path("membership")) {
            var metadata = member.path("metadata");
            var url = metadata.path("public-url").asString(metadata.path("url").asString(""));
            if (!url.isEmpty()) {
                parsed(url)
                        .ifPresent(place ->
                                places.putIfAbsent(member.path("nodeId").asString(""), place));
            }
        }
        return places;
    }

    private static Optional<URI> parsed(String url) {
        try {
            var place = URI.create(url);
            return place.getHost() == null ? Optional.empty() : Optional.of(place);
        } catch (IllegalArgumentException e) {
            // What a member says of itself may be anything.
            return Optional.empty();
        }
    }

    private List<MemberSight> members(Map<String, URI> places) {
        var asked = new LinkedHashMap<String, URI>();
        places.forEach((node, place) -> asked.put(node, place.resolve(METRICS)));
        var seen = glance.all(asked);
        List<MemberSight> members = new ArrayList<>();
        seen.forEach((node, answer) -> {
            var place = places.get(node);
            if (place != null) {
                members.add(new MemberSight(node, place, here.containsKey(node), answer, Metrics.parse(answer.body())));
            }
        });
        return members;
    }

    /** Of those that are ill first. */
    private Map<String, JsonNode> explanations(URI place, JsonNode status) {
        List<JsonNode> members = new ArrayList<>();
        status.path("membership").forEach(members::add);
        members.sort(Comparator.comparing(
                member -> member.path("status").asString("").equals("HEALTHY")));
        var asked = new LinkedHashMap<String, URI>();
        members.stream()
                .map(member -> member.path("nodeId").asString(""))
                .limit(EXPLAINED_MAX)
                .forEach(node -> asked.put(
                        node,
                        place.resolve("/api/v1/members/%s/explain"
                                .formatted(URLEncoder.encode(node, StandardCharsets.UTF_8)))));
        var explanations = new LinkedHashMap<String, JsonNode>();
        glance.all(asked).forEach((node, answer) -> {
            var why = Json.of(answer);
            if (!why.isMissingNode()) {
                explanations.put(node, why);
            }
        });
        return explanations;
    }
}
