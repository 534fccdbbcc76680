package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.Leftovers;
import java.util.ArrayList;
import java.util.List;

/** What launchers that died have left. */
final class LeftoversCheck {

    private LeftoversCheck() {}

    static List<Finding> judge(Leftovers left) {
        var findings = new ArrayList<Finding>();
        for (var stray : left.strays()) {
            findings.add(
                    stray.ours()
                            ? new Finding(
                                    Topic.LEFTOVERS,
                                    "processes",
                                    "process " + stray.pid(),
                                    Level.WARN,
                                    "process %d runs as %s and nobody wrote it down"
                                            .formatted(stray.pid(), stray.node()),
                                    "Its launcher was killed while it started. It holds the ports and the data of that node.",
                                    "./bellwether up takes it over or replaces it, ./bellwether down ends it.")
                            : new Finding(
                                    Topic.LEFTOVERS,
                                    "processes",
                                    "process " + stray.pid(),
                                    Level.NOTE,
                                    "process %d runs as %s of %s, which is gone"
                                            .formatted(stray.pid(), stray.node(), stray.home()),
                                    "Somebody deleted the folder of a system that runs: no command finds it any more.",
                                    "kill %d".formatted(stray.pid())));
        }
        for (var network : left.networks()) {
            findings.add(new Finding(
                    Topic.LEFTOVERS,
                    "networks",
                    network.id(),
                    Level.NOTE,
                    "%d network namespaces %s-* in which nothing runs".formatted(network.namespaces(), network.id()),
                    "A system with networks of its own was not stopped in order. They take addresses and nothing else.",
                    network.ours()
                            ? "./bellwether down removes them."
                            : "./bellwether down in their home, or 'ip netns del NAME' for each ('ip netns list')."));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(Topic.LEFTOVERS, "leftovers", "this machine", "none"))
                : findings;
    }
}
