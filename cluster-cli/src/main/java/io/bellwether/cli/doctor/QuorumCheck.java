package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.CoordinatorSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether somebody leads with a majority behind him, and for how long already. */
final class QuorumCheck {

    private QuorumCheck() {}

    /**
     * Judges that.
     *
     * @param away Places, host and port, at which a process is known not to run; they are told of elsewhere.
     */
    static List<Finding> judge(ClusterSight cluster, Set<String> away) {
        var findings = new ArrayList<Finding>();
        silent(findings, cluster, away);
        if (!cluster.isSeen()) {
            return findings;
        }
        quorum(findings, cluster);
        terms(findings, cluster.coordinators());
        protection(findings, cluster);
        founding(findings, cluster);
        return findings;
    }

    private static void silent(List<Finding> findings, ClusterSight cluster, Set<String> away) {
        var silent = cluster.coordinators().stream()
                .filter(coordinator -> !coordinator.answers())
                .toList();
        boolean all = silent.size() == cluster.coordinators().size();
        for (CoordinatorSight coordinator : silent) {
            if (!all && away.contains(coordinator.place().getAuthority())) {
                continue;
            }
            findings.add(
                    new Finding(
                            Topic.CLUSTER,
                            "coordinator",
                            coordinator.place().toString(),
                            all ? Level.BAD : Level.WARN,
                            "the coordinator at %s %s".formatted(coordinator.place(), coordinator.failure()),
                            all
                                    ? "None does, so nobody can be asked about the cluster; members serve what they last knew."
                                    : "What it would say was asked of another one; it counts neither as a vote nor as an observer.",
                            "Check the URL. Here, ./bellwether status tells whether it runs, ./bellwether output NODE what it said last, ./bellwether up starts it."));
        }
    }

    private static void quorum(List<Finding> findings, ClusterSight cluster) {
        var status = cluster.status();
        var leader = status.path("leader").asString("");
        if (status.path("hasQuorum").asBoolean(false) && !leader.isEmpty()) {
            findings.add(Finding.ok(
                    Topic.CLUSTER,
                    "quorum",
                    leader,
                    "%s leads in term %d with a majority"
                            .formatted(leader, status.path("term").asLong())));
            return;
        }
        findings.add(new Finding(
                Topic.CLUSTER,
                "quorum",
                "cluster",
                Level.BAD,
                leader.isEmpty()
                        ? "%s knows no leader".formatted(cluster.answeredBy())
                        : "%s has led, and no majority stands behind it now".formatted(leader),
                "Nothing is decided: no joins, no removals, no writes. Reads go on, marked with their age.",
                "Bring coordinators back until %d of the voters run: ./bellwether status, then ./bellwether up. A fail-over under way takes some seconds: look again."
                        .formatted(cluster.voters().path("majority").asInt(2))));
    }

    private static void terms(List<Finding> findings, List<CoordinatorSight> coordinators) {
        long first = coordinators.stream()
                .mapToLong(each -> each.first().path("term").asLong())
                .max()
                .orElse(0);
        long second = coordinators.stream()
                .mapToLong(each -> each.second().path("term").asLong())
                .max()
                .orElse(0);
        Set<String> leading = coordinators.stream()
                .filter(CoordinatorSight::leads)
                .map(CoordinatorSight::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (second > first && first > 0) {
            findings.add(
                    new Finding(
                            Topic.CLUSTER,
                            "term",
                            "leader",
                            Level.WARN,
                            "the term went from %d to %d while we looked".formatted(first, second),
                            "There was an election. One is a fail-over; one after the other means that no leader is heard in time.",
                            "Look again in a minute. If it moves again: the pauses and disk latency below, and './bellwether output' of the coordinators."));
        }
        if (leading.size() > 1) {
            findings.add(new Finding(
                    Topic.CLUSTER,
                    "leader",
                    String.join(", ", leading),
                    Level.WARN,
                    "%s all say that they lead".formatted(String.join(", ", leading)),
                    "One of them has not noticed yet that it is cut off. It cannot commit anything, and steps down within two election bounds.",
                    "Look again in some seconds; if that stays, compare their 'term' in GET /api/v1/cluster."));
        }
    }

    private static void protection(List<Finding> findings, ClusterSight cluster) {
        var status = cluster.status();
        if (status.path("protection").asBoolean(false)) {
            findings.add(new Finding(
                    Topic.CLUSTER,
                    "protection",
                    "cluster",
                    Level.WARN,
                    "removal has stopped: " + status.path("protectionReason").asString("too many are gone at once"),
                    "So many gone at once looks like a fault of the network, so nobody is removed; it ends by itself after five minutes.",
                    "Find out what they have in common: ./bellwether members, ./bellwether events."));
        }
    }

    private static void founding(List<Finding> findings, ClusterSight cluster) {
        for (var member : cluster.scraped()) {
            double missing = member.metrics().value("raft_founders_missing").orElse(0);
            if (missing > 0) {
                findings.add(new Finding(
                        Topic.CLUSTER,
                        "founding",
                        member.node(),
                        Level.BAD,
                        "%s waits for %d other coordinators to found the cluster with"
                                .formatted(member.node(), (long) missing),
                        "A cluster is founded once all of its coordinators have answered each other; until then it has no log.",
                        "Start them; check their URLs in cluster.coordinators, and that all have the same secret."));
            }
        }
    }
}
