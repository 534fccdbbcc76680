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
        var elsewhere = new ArrayList<String>();
        int answering = 0;
        for (var member : cluster.members()) {
            if (member.seen().isOk() && !member.metrics().isEmpty()) {
                answering++;
            } else if (member.here() && !away.contains(member.node())) {
                findings.add(silent(member));
            } else if (!away.contains(member.node())) {
                elsewhere.add(member.node());
            }
        }
        if (!elsewhere.isEmpty()) {
            findings.add(new Finding(
                    Topic.MEMBERS,
                    NAME,
                    String.join(", ", elsewhere),
                    Level.NOTE,
                    "%d members cannot be asked from here: %s"
                            .formatted(elsewhere.size(), VersionCheck.names(elsewhere)),
                    "They may be in a network that this machine is not in, such as that of containers: their pauses, clocks and builds were not looked at.",
                    "Prometheus in the same network knows them."));
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
        return new Finding(
                Topic.MEMBERS,
                NAME,
                member.node(),
                Level.WARN,
                "%s: %s %s".formatted(member.node(), place, trouble),
                "It is not watched: neither Prometheus nor this command knows how it is.",
                "./bellwether status tells whether it runs, ./bellwether output %s what it said last."
                        .formatted(member.node()));
    }
}
