package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Links that are bad between members that are there, one-way ones above all. */
final class LinksCheck {

    private static final int SHOWN_MAX = 8;
    private static final String NAME = "edges";
    private static final String DEAF = "DEAF";
    private static final String SILENT = "SILENT";
    private static final Set<String> BAD = Set.of(SILENT, DEAF, "LOSSY");

    private final ClusterSight cluster;
    private final Set<String> away;
    private final List<Finding> findings = new ArrayList<>();

    private LinksCheck(ClusterSight cluster, Set<String> away) {
        this.cluster = cluster;
        this.away = away;
    }

    /** What one end of a link says of the other. */
    record Edge(String observer, String subject) implements Comparable<Edge> {

        Edge back() {
            var asSeenBy = subject;
            var seen = observer;
            return new Edge(asSeenBy, seen);
        }

        @Override
        public int compareTo(Edge other) {
            int order = observer.compareTo(other.observer);
            return order == 0 ? subject.compareTo(other.subject) : order;
        }
    }

    /**
     * Judges them.
     *
     * @param away Members that are known not to be there: their links are bad, and that is no news.
     * @param faults What is broken on purpose, each in a sentence.
     */
    static List<Finding> judge(ClusterSight cluster, Set<String> away, List<String> faults) {
        var check = new LinksCheck(cluster, away);
        var unheard = check.unheard();
        check.links(unheard);
        check.ok();
        faults.forEach(sentence -> check.findings.add(new Finding(
                Topic.LINKS,
                "faults",
                "network",
                Level.WARN,
                sentence + ", on purpose",
                "Somebody broke the network with ./bellwether partition or loss.",
                "./bellwether heal ends it.")));
        return check.findings;
    }

    private void ok() {
        if (findings.isEmpty() && !cluster.explanations().isEmpty()) {
            findings.add(Finding.ok(
                    Topic.LINKS,
                    NAME,
                    "cluster",
                    "all links between %d members good"
                            .formatted(cluster.explanations().keySet().stream()
                                    .filter(node -> !away.contains(node))
                                    .count())));
        }
    }

    /** Members that most do not hear: one finding each, and not one for each link. */
    private Set<String> unheard() {
        var unheard = new TreeSet<String>();
        cluster.explanations().forEach((subject, why) -> {
            long counting = observers(why).stream().filter(this::counts).count();
            long silent = observers(why).stream()
                    .filter(this::counts)
                    .filter(observer -> verdict(observer).equals(SILENT))
                    .count();
            if (!away.contains(subject) && silent > 1 && 2 * silent > counting) {
                unheard.add(subject);
                findings.add(new Finding(
                        Topic.LINKS,
                        NAME,
                        subject,
                        Level.WARN,
                        "%d of %d observers do not hear %s".formatted(silent, counting, subject),
                        "It has stopped, hangs, or is cut off; when enough agree it becomes UNREACHABLE.",
                        "./bellwether explain %s, and whether its process answers: ./bellwether status."
                                .formatted(subject)));
            }
        });
        return unheard;
    }

    private void links(Set<String> unheard) {
        var edges = new TreeMap<Edge, String>();
        cluster.explanations().forEach((subject, why) -> {
            for (var observer : observers(why)) {
                var edge = new Edge(observer.path("nodeId").asString(""), subject);
                boolean known = away.contains(subject)
                        || away.contains(edge.observer())
                        || unheard.contains(subject)
                        || unheard.contains(edge.observer());
                if (!known && counts(observer) && BAD.contains(verdict(observer))) {
                    edges.put(edge, verdict(observer));
                }
            }
        });
        tell(edges);
    }

    private void tell(Map<Edge, String> edges) {
        int shown = 0;
        int more = 0;
        for (var entry : edges.entrySet()) {
            var edge = entry.getKey();
            boolean told = edges.containsKey(edge.back()) && edge.back().compareTo(edge) < 0;
            if (!told && shown < SHOWN_MAX) {
                findings.add(link(edge, entry.getValue(), edges.getOrDefault(edge.back(), "")));
                shown++;
            } else if (!told) {
                more++;
            }
        }
        if (more > 0) {
            findings.add(new Finding(
                    Topic.LINKS,
                    NAME,
                    "cluster",
                    Level.WARN,
                    "%d more links are bad".formatted(more),
                    "So many at once have one cause: a member, a switch, a zone.",
                    "GET /api/v1/members/NODE/explain tells those of a member."));
        }
    }

    private static List<JsonNode> observers(JsonNode why) {
        List<JsonNode> observers = new ArrayList<>();
        why.path("observers").path("each").forEach(observers::add);
        return observers;
    }

    private boolean counts(JsonNode observer) {
        return observer.path("counts").asBoolean(false)
                && !away.contains(observer.path("nodeId").asString(""));
    }

    private static String verdict(JsonNode observer) {
        return observer.path("edge").asString("");
    }

    private static Finding link(Edge edge, String there, String back) {
        var names = "%s and %s".formatted(edge.observer(), edge.subject());
        if (there.equals(SILENT) && back.equals(SILENT)) {
            return finding(
                    edge,
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
                "packets between %s are lost".formatted(names),
                "More than half of the last beats did not arrive; it costs both points of their score.",
                "Look at the link: errors of interfaces (ip -s link), a full queue, an overloaded machine.");
    }

    private static Finding oneWay(Edge edge, String deaf, String heard) {
        return finding(
                edge,
                "one way only: %s does not hear %s, and is heard by it".formatted(deaf, heard),
                "Programs seldom notice such a link by themselves: they send, and wait for answers.",
                "Look what drops UDP from %s to %s: a firewall rule, or a route back by another way."
                        .formatted(heard, deaf));
    }

    private static Finding finding(Edge edge, String found, String means, String toDo) {
        return new Finding(
                Topic.LINKS, NAME, "%s, %s".formatted(edge.observer(), edge.subject()), Level.WARN, found, means, toDo);
    }
}
