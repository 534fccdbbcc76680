package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether every member knows what was decided. */
final class ViewsCheck {

    private static final String NAME = "views";

    private ViewsCheck() {}

    static List<Finding> judge(ClusterSight cluster, Set<String> away) {
        var findings = new ArrayList<Finding>();
        int looked = 0;
        for (var before : cluster.views().path("members")) {
            var node = before.path("nodeId").asString("");
            if (away.contains(node)) {
                // It is told so already; of course it knows nothing new.
                continue;
            }
            looked++;
            var later = later(cluster.viewsLater(), node);
            long behind = later.path("behindVersions").asLong();
            // Once may be the moment before the news arrive.
            if (before.path("behindVersions").asLong() > 0
                    && behind > 0
                    && before.path("version").asLong() == later.path("version").asLong()) {
                findings.add(new Finding(
                        Topic.MEMBERS,
                        NAME,
                        node,
                        Level.WARN,
                        "%s lacks the last %d changes and did not get them while we looked".formatted(node, behind),
                        "Its reports arrive, and the deltas do not reach it: it routes by an old list of members.",
                        "Look at its cluster_gossip_* and cluster_datagrams_refused_total, and at the links below."));
            }
        }
        if (findings.isEmpty() && looked > 0) {
            findings.add(Finding.ok(
                    Topic.MEMBERS,
                    NAME,
                    "all members",
                    "%d hold epoch %d"
                            .formatted(looked, cluster.views().path("epoch").asLong())));
        }
        return findings;
    }

    private static JsonNode later(JsonNode views, String node) {
        for (var view : views.path("members")) {
            if (view.path("nodeId").asString("").equals(node)) {
                return view;
            }
        }
        return views.path("none");
    }
}
