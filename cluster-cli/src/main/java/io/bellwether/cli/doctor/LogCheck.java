package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.MemberSight;
import java.util.ArrayList;
import java.util.List;

/** Whether what is agreed upon arrives: at the other coordinators, at the members, and in Kafka, Postgres and Redis. */
final class LogCheck {

    /** A minute of ticks. */
    static final double ENTRIES_MANY = 120;

    static final double EVENTS_MANY = 1_000;

    private LogCheck() {}

    static List<Finding> judge(ClusterSight cluster) {
        var findings = new ArrayList<Finding>();
        replication(findings, cluster);
        for (var member : cluster.scraped()) {
            projections(findings, member);
            readOnly(findings, member);
            disagreement(findings, member);
        }
        return findings;
    }

    private static void replication(List<Finding> findings, ClusterSight cluster) {
        double longest = 0;
        boolean told = false;
        int before = findings.size();
        for (var member : cluster.scraped()) {
            for (var lag : member.metrics().all("raft_replication_lag_entries")) {
                told = true;
                longest = Math.max(longest, lag.value());
                if (lag.value() > ENTRIES_MANY) {
                    findings.add(new Finding(
                            Topic.VOTERS,
                            "replication-lag",
                            lag.label("peer"),
                            Level.WARN,
                            "%s lacks %d entries of the log".formatted(lag.label("peer"), (long) lag.value()),
                            "It is away or too slow to follow. It cannot lead, and if another voter goes writes wait for it.",
                            "./bellwether explain %s; if it runs, look at its disk and its output."
                                    .formatted(lag.label("peer"))));
                }
            }
        }
        if (told && findings.size() == before) {
            findings.add(Finding.ok(
                    Topic.VOTERS, "replication-lag", "voters", "followers lack %d entries at most".formatted((long)
                                    longest)));
        }
    }

    private static void projections(List<Finding> findings, MemberSight member) {
        var metrics = member.metrics();
        for (var up : metrics.all("cluster_projection_up")) {
            var target = up.label("target");
            if (up.value() == 0) {
                findings.add(new Finding(
                        Topic.CLUSTER,
                        "projections",
                        member.node() + " " + target,
                        Level.WARN,
                        "%s cannot write the projection '%s'".formatted(member.node(), target),
                        "The cluster does not depend on it; who reads that copy sees an old state.",
                        "Look whether %s is there: ./bellwether status, ./bellwether output %s."
                                .formatted(target.equals("status") ? "Redis" : "Kafka", member.node())));
            }
        }
        for (var lag : metrics.all("cluster_projection_lag_events")) {
            if (lag.value() > EVENTS_MANY) {
                findings.add(new Finding(
                        Topic.CLUSTER,
                        "projections",
                        member.node() + " " + lag.label("target"),
                        Level.WARN,
                        "the projection '%s' of %s is %d events behind"
                                .formatted(lag.label("target"), member.node(), (long) lag.value()),
                        "Coordinators keep the last 2000 events: what is older than those will be missing in the copy.",
                        "Look whether Kafka takes what it is sent: ./bellwether output kafka."));
            }
        }
    }

    private static void readOnly(List<Finding> findings, MemberSight member) {
        if (member.metrics().value("cluster_read_only").orElse(0) > 0) {
            findings.add(new Finding(
                    Topic.MEMBERS,
                    "read-only",
                    member.node(),
                    Level.WARN,
                    "%s is read-only".formatted(member.node()),
                    "It has no fresh evidence of a leader with a majority: it answers reads and refuses writes.",
                    "If others are not, it is cut off: ./bellwether explain %s. If all are, bring the coordinators back."
                            .formatted(member.node())));
        }
    }

    private static void disagreement(List<Finding> findings, MemberSight member) {
        double times = member.metrics()
                .sum(
                        "cluster_agent_failures_total",
                        sample -> sample.label("what").equals("views_disagree"))
                .orElse(0);
        if (times > 0) {
            findings.add(new Finding(
                    Topic.MEMBERS,
                    "views-disagree",
                    member.node(),
                    Level.BAD,
                    "%s has met another content of the same epoch (%d times)".formatted(member.node(), (long) times),
                    "That must never be: two members with one epoch hold the same members, or somebody else's cluster has the same secret.",
                    "Keep everything for the report (./bellwether diagnose --bundle), then restart that member."));
        }
        double foreign = member.metrics()
                .sum(
                        "cluster_datagrams_refused_total",
                        sample -> sample.label("reason").equals("bad_tag")
                                || sample.label("reason").equals("unknown_key"))
                .orElse(0);
        if (foreign > 0) {
            findings.add(new Finding(
                    Topic.MEMBERS,
                    "datagrams-refused",
                    member.node(),
                    Level.NOTE,
                    "%s has refused %d datagrams that were not authenticated by the secret of this cluster"
                            .formatted(member.node(), (long) foreign),
                    "Somebody sends there with another secret: another cluster on this port, a member with an old secret, or a stranger.",
                    "Its output names the sender; compare the secret files of all members."));
        }
    }
}
