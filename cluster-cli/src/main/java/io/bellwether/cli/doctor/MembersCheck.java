package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.LocalSystem;
import io.bellwether.cli.sight.LocalSystem.LocalNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the members are, as the cluster sees them and as their processes show. */
final class MembersCheck {

    private static final String NAME = "members";
    private static final Set<String> LOST = Set.of("UNREACHABLE", "QUARANTINED");
    private static final Set<String> ON_THEIR_WAY =
            Set.of("JOINING", "RECOVERING", "LEAVING", "DRAINING", "MAINTENANCE");

    private MembersCheck() {}

    static boolean isLost(String status) {
        return LOST.contains(status);
    }

    /**
     * Judges the members as the cluster sees them.
     *
     * @param told Whose processes are told of anyway, with what the cluster says of them.
     */
    static List<Finding> judge(ClusterSight cluster, Set<String> told) {
        var findings = new ArrayList<Finding>();
        var onTheirWay = new TreeMap<String, List<JsonNode>>();
        int healthy = 0;
        for (var member : cluster.membership()) {
            var status = member.path("status").asString("");
            if (status.equals("HEALTHY")) {
                healthy++;
            } else if (ON_THEIR_WAY.contains(status)) {
                onTheirWay.computeIfAbsent(status, fresh -> new ArrayList<>()).add(member);
            } else if (!told.contains(member.path("nodeId").asString(""))) {
                findings.add(ill(member, status, cluster.clusterMillis()));
            }
        }
        onTheirWay.forEach((status, members) -> {
            members.removeIf(member -> told.contains(member.path("nodeId").asString("")));
            if (!members.isEmpty()) {
                findings.add(onTheirWay(status, members, cluster.clusterMillis()));
            }
        });
        if (healthy > 0) {
            findings.add(Finding.ok(
                    Topic.MEMBERS,
                    NAME,
                    "cluster",
                    healthy == cluster.membership().size()
                            ? "all %d HEALTHY".formatted(healthy)
                            : "%d of %d HEALTHY"
                                    .formatted(healthy, cluster.membership().size())));
        }
        return findings;
    }

    /** One finding for all of them: after a restart of everything they are many. */
    private static Finding onTheirWay(String status, List<JsonNode> members, long now) {
        var nodes = members.stream()
                .map(member -> member.path("nodeId").asString(""))
                .toList();
        var first = members.getFirst();
        var found = members.size() == 1
                ? "%s is %s for %s: %s".formatted(nodes.getFirst(), status, since(first, now), cause(first))
                : "%d members are %s: %s".formatted(members.size(), status, VersionCheck.names(nodes));
        boolean asked = status.equals("DRAINING") || status.equals("MAINTENANCE");
        return new Finding(
                Topic.MEMBERS,
                NAME,
                String.join(", ", nodes),
                Level.NOTE,
                found,
                asked
                        ? "An operator asked for it: no new traffic until the order ends."
                        : "On the way in or out, with less traffic or none; it passes by itself.",
                "./bellwether explain %s tells what comes next and when.".formatted(nodes.getFirst()));
    }

    private static String since(JsonNode member, long now) {
        return Told.time(
                Duration.ofMillis(Math.max(0, now - member.path("sinceMillis").asLong())));
    }

    private static String cause(JsonNode member) {
        return member.path("cause").asString("no cause is told");
    }

    private static Finding ill(JsonNode member, String status, long now) {
        var node = member.path("nodeId").asString("");
        var found = "%s is %s for %s: %s".formatted(node, status, since(member, now), cause(member));
        var explain = "./bellwether explain %s tells who says so and what comes next.".formatted(node);
        return switch (status) {
            case "UNREACHABLE" ->
                new Finding(
                        Topic.MEMBERS,
                        NAME,
                        node,
                        Level.BAD,
                        found,
                        "Enough observers do not hear it: it gets no traffic, and is removed when nobody has heard it for the failure timeout.",
                        explain);
            case "QUARANTINED" ->
                new Finding(
                        Topic.MEMBERS,
                        NAME,
                        node,
                        Level.BAD,
                        found,
                        "It came and went too often and is kept out for a while.",
                        explain + " Repair what made it come and go, then ./bellwether readmit %s.".formatted(node));
            case "DEGRADED" ->
                new Finding(
                        Topic.MEMBERS,
                        NAME,
                        node,
                        Level.WARN,
                        found,
                        "It is heard and serves badly, or is partly cut off: it gets less traffic.",
                        explain + " It shows which dimension of the score costs it points.");
            default ->
                new Finding(
                        Topic.MEMBERS,
                        NAME,
                        node,
                        Level.WARN,
                        found,
                        "This command does not know such a state: it is older than the cluster.",
                        explain);
        };
    }

    /** Judges the processes of a home, and whether those that should be are members. */
    static List<Finding> processes(LocalSystem local, @Nullable ClusterSight cluster) {
        if (local.nothingRuns()) {
            return List.of(new Finding(
                    Topic.MEMBERS,
                    "processes",
                    local.home().toString(),
                    Level.NOTE,
                    "nothing runs in %s".formatted(local.home()),
                    "Only the machine was looked at.",
                    "./bellwether up starts the system."));
        }
        var findings = new ArrayList<Finding>();
        int healthy = 0;
        for (var node : local.nodes()) {
            switch (node.state()) {
                case HEALTHY -> healthy++;
                case PAUSED ->
                    findings.add(process(
                            node,
                            Level.BAD,
                            "is stopped by a signal (SIGSTOP)" + seen(node, cluster),
                            "It does nothing and answers nobody; to the others it is silent.",
                            "./bellwether resume " + node.name()));
                case DOWN ->
                    findings.add(process(
                            node,
                            Level.BAD,
                            "does not run" + seen(node, cluster),
                            "It belongs to this system, of which the rest runs.",
                            "./bellwether output %s tells how it ended, ./bellwether up starts it."
                                    .formatted(node.name())));
                case UNHEALTHY ->
                    findings.add(process(
                            node,
                            Level.WARN,
                            "runs and is not ready: " + node.reason(),
                            "It takes no requests, or will be a while until it does.",
                            "./bellwether output %s; ./bellwether up replaces it if it does not answer."
                                    .formatted(node.name())));
            }
            if (isOutside(node, cluster)) {
                findings.add(process(
                        node,
                        Level.WARN,
                        "runs and is no member of the cluster",
                        "It has not joined, or was refused: it gets no traffic by discovery.",
                        "./bellwether output %s names the refusal; ./bellwether events whether it was a member."
                                .formatted(node.name())));
            }
        }
        if (healthy > 0) {
            findings.add(Finding.ok(
                    Topic.MEMBERS, "processes", local.home().toString(), "%d processes healthy".formatted(healthy)));
        }
        return findings;
    }

    /** What the cluster says of it. */
    private static String seen(LocalNode node, @Nullable ClusterSight cluster) {
        if (cluster == null || !node.member() || !cluster.isSeen()) {
            return "";
        }
        var member = cluster.member(node.name());
        return member.isMissingNode()
                ? "; to the cluster it is no member"
                : "; to the cluster it is %s".formatted(member.path("status").asString(""));
    }

    private static boolean isOutside(LocalNode node, @Nullable ClusterSight cluster) {
        return node.member()
                && (node.state() == LocalSystem.State.HEALTHY || node.state() == LocalSystem.State.UNHEALTHY)
                && cluster != null
                && cluster.isSeen()
                && cluster.status().path("hasQuorum").asBoolean(false)
                && cluster.member(node.name()).isMissingNode();
    }

    private static Finding process(LocalNode node, Level level, String found, String means, String toDo) {
        return new Finding(Topic.MEMBERS, "processes", node.name(), level, node.name() + " " + found, means, toDo);
    }
}
