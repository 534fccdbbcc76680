package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.CoordinatorSight;
import io.bellwether.cli.sight.Glance;
import io.bellwether.cli.sight.MemberSight;
import io.bellwether.cli.sight.Metrics;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A cluster as it might be seen. */
final class Given {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode status = JSON.createObjectNode();
    private final ObjectNode membership = status.putObject("membership");
    private final List<CoordinatorSight> coordinators = new ArrayList<>();
    private final List<MemberSight> members = new ArrayList<>();
    private final Map<String, JsonNode> explanations = new LinkedHashMap<>();
    private JsonNode views = JSON.createObjectNode();
    private JsonNode viewsLater = JSON.createObjectNode();
    private JsonNode voters = JSON.createObjectNode();

    static Given cluster() {
        var given = new Given();
        given.status.put("hasQuorum", true).put("leader", "coordinator-1").put("term", 3);
        return given;
    }

    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    Given member(String node, String state, String zone) {
        membership
                .putObject(node)
                .put("nodeId", node)
                .put("status", state)
                .put("zone", zone)
                .put("cause", "as given")
                .put("sinceMillis", 1_000);
        return this;
    }

    Given member(String node, String state) {
        return member(node, state, "");
    }

    Given voters(String... nodes) {
        ObjectNode all = JSON.createObjectNode();
        var array = all.putArray("voters");
        for (var node : nodes) {
            array.addObject().put("nodeId", node);
        }
        voters = all;
        return this;
    }

    Given without(String field) {
        status.remove(field);
        return this;
    }

    Given status(String field, boolean value) {
        status.put(field, value);
        return this;
    }

    Given coordinator(String node, String role, long term, long termLater) {
        coordinators.add(new CoordinatorSight(
                URI.create("http://h:" + (8081 + coordinators.size())),
                json("{'answeredBy': '%s', 'role': '%s', 'term': %d, 'clusterMillis': 61000}"
                        .formatted(node, role, term)),
                json("{'term': %d}".formatted(termLater)),
                ""));
        return this;
    }

    Given silentCoordinator(String place) {
        coordinators.add(new CoordinatorSight(
                URI.create(place),
                JSON.createObjectNode().path("none"),
                JSON.createObjectNode().path("none"),
                "does not listen"));
        return this;
    }

    Given views(String now, String later) {
        views = json(now);
        viewsLater = json(later);
        return this;
    }

    /** What observers say of a member: {@code a=SILENT b=GOOD}. */
    Given edges(String subject, String... verdicts) {
        ObjectNode why = JSON.createObjectNode();
        var each = why.putObject("observers").putArray("each");
        for (var verdict : verdicts) {
            var parts = verdict.split("=", 2);
            each.addObject().put("nodeId", parts[0]).put("edge", parts[1]).put("counts", true);
        }
        explanations.put(subject, why);
        return this;
    }

    Given exports(String node, String metrics) {
        members.add(exporting(node, metrics));
        return this;
    }

    static MemberSight exporting(String node, String metrics) {
        return new MemberSight(
                node,
                URI.create("http://h:1"),
                true,
                new Glance.Seen(200, metrics, "", "", 0, 0),
                Metrics.parse(metrics));
    }

    Given isNotReached(String node, boolean here) {
        members.add(new MemberSight(
                node,
                URI.create("http://h:1"),
                here,
                new Glance.Seen(0, "", "does not listen", "", 0, 0),
                Metrics.parse("")));
        return this;
    }

    ClusterSight seen() {
        return new ClusterSight(
                coordinators, "coordinator-1", status, views, viewsLater, voters, explanations, members, 0);
    }
}
