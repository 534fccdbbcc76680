package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.MemberSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether every member can be watched. */
final class ScrapeCheck {

    private static final String NAME = "scrape";

    private ScrapeCheck() {}

    /**
     * Judges that.
     *
     * @param away Who is known not to be there, and cannot answer.
     */
    static List<Finding> judge(ClusterSight cluster, Set<String> away) {
        var findings = new ArrayList<Finding>();
        int answering = 0;
        for (var member : cluster.members()) {
            if (member.seen().isOk() && !member.metrics().isEmpty()) {
                answering++;
            } else if (!away.contains(member.node())) {
                findings.add(silent(member));
            }
        }
        if (cluster.leftOut() > 0) {
            findings.add(new Finding(
                    Topic.MEMBERS,
                    NAME,
                    "cluster",
                    Level.NOTE,
                    "%d members were not asked for their metrics".formatted(cluster.leftOut()),
                    "There are more of them than are asked at once; what is said below is about the others.",
                    ""));
        }
        if (answering > 0) {
            findings.add(Finding.ok(Topic.MEMBERS, NAME, "cluster", "%d export metrics".formatted(answering)));
        }
        return findings;
    }

    private static Finding silent(MemberSight member) {
        var place = member.place().resolve("/actuator/prometheus");
        var trouble = member.seen().isOk() ? "exports nothing" : member.seen().trouble();
        return member.here()
                ? new Finding(
                        Topic.MEMBERS,
                        NAME,
                        member.node(),
                        Level.WARN,
                        "%s: %s %s".formatted(member.node(), place, trouble),
                        "It is not watched: neither Prometheus nor this command knows how it is.",
                        "./bellwether status tells whether it runs, ./bellwether output %s what it said last."
                                .formatted(member.node()))
                : new Finding(
                        Topic.MEMBERS,
                        NAME,
                        member.node(),
                        Level.NOTE,
                        "%s cannot be asked from here: %s %s".formatted(member.node(), place, trouble),
                        "Its network may be one that this machine is not in, such as that of containers: its pauses, clock and build were not looked at.",
                        "Prometheus in the same network knows it.");
    }
}
