package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Whether those who vote are as many as they should be, apart from each other, and there. */
final class VotersCheck {

    private static final Set<String> AWAY = Set.of("UNREACHABLE", "QUARANTINED", "REMOVED", "LEFT", "");

    private VotersCheck() {}

    /**
     * Judges them.
     *
     * @param away Who is known not to be there.
     */
    static List<Finding> judge(ClusterSight cluster, Set<String> away) {
        List<String> voters = new ArrayList<>();
        cluster.voters()
                .path("voters")
                .forEach(voter -> voters.add(voter.path("nodeId").asString("")));
        if (voters.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        number(findings, voters);
        zones(findings, cluster, voters);
        lost(findings, cluster, voters, away);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(Topic.VOTERS, "voters", "voters", "%d voters, all there".formatted(voters.size())));
        }
        return findings;
    }

    private static void number(List<Finding> findings, List<String> voters) {
        int number = voters.size();
        if (number == 1) {
            findings.add(new Finding(
                    Topic.VOTERS,
                    "voters",
                    voters.getFirst(),
                    Level.WARN,
                    "%s is the only voter".formatted(voters.getFirst()),
                    "While it is away nothing is decided, and with its disk all is lost that was agreed upon.",
                    "Fine for trying things out; else run three coordinators (./bellwether voters set)."));
        } else if (number % 2 == 0) {
            findings.add(new Finding(
                    Topic.VOTERS,
                    "voters",
                    String.join(", ", voters),
                    Level.WARN,
                    "%d voters, an even number".formatted(number),
                    "It survives no more losses than %d do, and cut in two halves neither side decides anything."
                            .formatted(number - 1),
                    "Add one or take one out: ./bellwether voters set."));
        }
    }

    private static void zones(List<Finding> findings, ClusterSight cluster, List<String> voters) {
        var all = new TreeSet<String>();
        cluster.membership().forEach(member -> all.add(zone(member)));
        var theirs = new TreeSet<String>();
        voters.stream()
                .map(cluster::member)
                .filter(member -> !member.isMissingNode())
                .forEach(member -> theirs.add(zone(member)));
        all.remove("");
        if (voters.size() > 1 && theirs.size() == 1 && all.size() > 1) {
            findings.add(new Finding(
                    Topic.VOTERS,
                    "zones",
                    theirs.first().isEmpty() ? "no zone" : theirs.first(),
                    Level.WARN,
                    "all %d voters are in zone '%s', members are in %s"
                            .formatted(voters.size(), theirs.first(), String.join(", ", all)),
                    "With that zone the whole cluster loses its voice: the others serve what they know, and nothing is decided.",
                    "Run coordinators in three zones, so that no zone has a majority, then ./bellwether voters set."));
        }
    }

    private static String zone(JsonNode member) {
        return member.path("zone").asString("");
    }

    private static void lost(List<Finding> findings, ClusterSight cluster, List<String> voters, Set<String> known) {
        var away = new LinkedHashSet<String>();
        for (var voter : voters) {
            var status = cluster.member(voter).path("status").asString("");
            if (known.contains(voter) || AWAY.contains(status)) {
                away.add(voter);
            }
        }
        if (away.isEmpty()) {
            return;
        }
        int majority = voters.size() / 2 + 1;
        int spare = voters.size() - away.size() - majority;
        var found = "%d of %d voters away: %s".formatted(away.size(), voters.size(), String.join(", ", away));
        findings.add(new Finding(
                Topic.VOTERS,
                "voters",
                String.join(", ", away),
                spare < 0 ? Level.BAD : Level.WARN,
                found,
                spare < 0
                        ? "%d are needed: nothing can be decided until one comes back.".formatted(majority)
                        : spare == 0
                                ? "One more, and nothing can be decided any more."
                                : "%d more may be lost before nothing can be decided.".formatted(spare),
                "Bring it back (./bellwether up); where its data are damaged, ./bellwether voters replace NODE."));
    }
}
