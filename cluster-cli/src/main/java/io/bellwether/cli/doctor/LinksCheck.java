package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Links that are bad between members that are there, one-way ones above all. */
final class LinksCheck {

    private static final int SHOWN_MAX = 8;
    private static final String DEAF = "DEAF";
    private static final String SILENT = "SILENT";

    private LinksCheck() {}

    /** What one end of a link says of the other. */
    record Edge(String observer, String subject) implements Comparable<Edge> {

        Edge back() {
            return new Edge(subject, observer);
        }

        @Override
        public int compareTo(Edge other) {
            int order = observer.compareTo(other.observer);
            return order == 0 ? subject.compareTo(other.subject) : order;
        }
    }

    static List<Finding> judge(ClusterSight cluster, List<String> faults) {
        var edges = bad(cluster);
        var findings = new ArrayList<Finding>();
        Set<Edge> told = new TreeSet<>();
        edges.forEach((edge, verdict) -> {
            if (!told.contains(edge.back())) {
                told.add(edge);
                findings.add(link(edge, verdict, edges.getOrDefault(edge.back(), "")));
            }
        });
        int more = findings.size() - SHOWN_MAX;
        if (more > 0) {
            findings.subList(SHOWN_MAX, findings.size()).clear();
            findings.add(new Finding(
                    Topic.LINKS,
                    "edges",
                    "cluster",
                    Level.WARN,
                    "%d more links are bad".formatted(more),
                    "So many at once have one cause: a member, a switch, a zone.",
                    "GET /api/v1/members/NODE/explain tells those of a member."));
        }
        if (findings.isEmpty() && !cluster.explanations().isEmpty()) {
            findings.add(Finding.ok(
                    Topic.LINKS,
                    "edges",
                    "cluster",
                    "all links between %d members good"
                            .formatted(cluster.explanations().size())));
        }
        faults.forEach(sentence -> findings.add(new Finding(
                Topic.LINKS,
                "faults",
                "network",
                Level.WARN,
                sentence + ", on purpose",
                "Somebody broke the network with ./bellwether partition or loss.",
                "./bellwether heal ends it.")));
        return findings;
    }

    private static Map<Edge, String> bad(ClusterSight cluster) {
        var bad = new TreeMap<Edge, String>();
        cluster.explanations().forEach((subject, why) -> {
            for (var observer : why.path("observers").path("each")) {
                var verdict = observer.path("edge").asString("");
                var node = observer.path("nodeId").asString("");
                boolean counts = observer.path("counts").asBoolean(false);
                if (counts
                        && Set.of(SILENT, DEAF, "LOSSY").contains(verdict)
                        && !isLost(cluster, subject)
                        && !isLost(cluster, node)) {
                    bad.put(new Edge(node, subject), verdict);
                }
            }
        });
        return bad;
    }

    private static boolean isLost(ClusterSight cluster, String node) {
        return MembersCheck.isLost(cluster.member(node).path("status").asString(""));
    }

    private static Finding link(Edge edge, String there, String back) {
        var names = "%s and %s".formatted(edge.observer(), edge.subject());
        if (there.equals(SILENT) && back.equals(SILENT)) {
            return finding(
                    edge,
                    Level.WARN,
                    "%s do not hear each other".formatted(names),
                    "Both are there for others: something between the two lets nothing pass.",
                    "Look at what lies between them: firewall, route, switch; UDP between their addresses.");
        }
        if (there.equals(SILENT) || back.equals(DEAF)) {
            return oneWay(edge, edge.observer(), edge.subject());
        }
        if (back.equals(SILENT) || there.equals(DEAF)) {
            return oneWay(edge, edge.subject(), edge.observer());
        }
        return finding(
                edge,
                Level.WARN,
                "packets between %s are lost".formatted(names),
                "More than half of the last beats did not arrive; it costs both points of their score.",
                "Look at the link: errors of interfaces (ip -s link), a full queue, an overloaded machine.");
    }

    private static Finding oneWay(Edge edge, String deaf, String heard) {
        return finding(
                edge,
                Level.WARN,
                "%s does not hear %s, which hears it or says nothing of it".formatted(deaf, heard),
                "The link is bad in one direction. Most programs do not notice that by themselves: they send and wait.",
                "Look what drops UDP from %s to %s: a firewall rule, a route back by another way."
                        .formatted(heard, deaf));
    }

    private static Finding finding(Edge edge, Level level, String found, String means, String toDo) {
        return new Finding(
                Topic.LINKS, "edges", "%s, %s".formatted(edge.observer(), edge.subject()), level, found, means, toDo);
    }
}
