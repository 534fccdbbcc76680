package io.bellwether.cli.sight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The cluster as its coordinators and members show it. What nobody answered is missing.
 *
 * @param answeredBy Who was asked about all of it: the leader where it answers.
 * @param status {@code /cluster/status}.
 * @param views {@code /api/v1/views}.
 * @param viewsLater The same some seconds later.
 * @param explanations {@code /api/v1/members/{id}/explain} of members, by name; not of all where there are many.
 * @param members What members export.
 * @param leftOut Members that were not asked because there are too many.
 */
public record ClusterSight(
        List<CoordinatorSight> coordinators,
        String answeredBy,
        JsonNode status,
        JsonNode views,
        JsonNode viewsLater,
        JsonNode voters,
        Map<String, JsonNode> explanations,
        List<MemberSight> members,
        int leftOut) {

    public ClusterSight {
        coordinators = List.copyOf(coordinators);
        explanations = new LinkedHashMap<>(explanations);
        members = List.copyOf(members);
    }

    static ClusterSight ofNobody(List<CoordinatorSight> coordinators) {
        var nothing = MissingNode.getInstance();
        return new ClusterSight(coordinators, "", nothing, nothing, nothing, nothing, Map.of(), List.of(), 0);
    }

    /** Whether anybody answered. */
    public boolean isSeen() {
        return !status.isMissingNode();
    }

    public List<JsonNode> membership() {
        List<JsonNode> all = new ArrayList<>();
        status.path("membership").forEach(all::add);
        return all;
    }

    public JsonNode member(String node) {
        return status.path("membership").path(node);
    }

    /** What a member exports, if it was reached. */
    public Optional<Metrics> metrics(String node) {
        return members.stream()
                .filter(member -> member.node().equals(node) && member.seen().isOk())
                .map(MemberSight::metrics)
                .findFirst();
    }

    /** Those that were reached. */
    public List<MemberSight> scraped() {
        return members.stream().filter(member -> member.seen().isOk()).toList();
    }

    /** The cluster time when it was asked. */
    public long clusterMillis() {
        return coordinators.stream()
                .mapToLong(each -> each.first().path("clusterMillis").asLong())
                .max()
                .orElse(0);
    }
}
