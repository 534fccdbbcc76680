package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.MemberSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether all members are of one build, and run on one JDK. */
final class VersionCheck {

    private static final int NAMED_MAX = 6;

    private VersionCheck() {}

    static List<Finding> judge(List<MemberSight> members) {
        if (members.isEmpty()) {
            return List.of();
        }
        var builds = by(members, member -> member.metrics().label("cluster_build_info", "version"));
        var jdks = by(members, member -> member.metrics().label("jvm_info", "version"));
        var findings = new ArrayList<Finding>();
        if (builds.size() > 1) {
            findings.add(new Finding(
                    Topic.VERSIONS,
                    "builds",
                    "all members",
                    Level.WARN,
                    "members are of %d builds: %s".formatted(builds.size(), told(builds)),
                    "Only neighbouring builds are meant to run together, and only for as long as an upgrade takes.",
                    "Bring the rest up to the newest, one at a time: drain, restart, undrain."));
        } else {
            findings.add(Finding.ok(
                    Topic.VERSIONS,
                    "builds",
                    "all members",
                    builds.isEmpty()
                            ? "members do not tell their build"
                            : "build " + builds.keySet().iterator().next()));
        }
        if (jdks.size() > 1) {
            findings.add(new Finding(
                    Topic.VERSIONS,
                    "jdks",
                    "all members",
                    Level.NOTE,
                    "members run on %d JDKs: %s".formatted(jdks.size(), told(jdks)),
                    "That works; but a fault that only some show may be one of a JDK.",
                    "One JDK for all is one thing less to ask about."));
        } else if (!jdks.isEmpty()) {
            findings.add(Finding.ok(
                    Topic.VERSIONS,
                    "jdks",
                    "all members",
                    "JDK " + jdks.keySet().iterator().next()));
        }
        return findings;
    }

    /** Who says what; who says nothing is left out. */
    static Map<String, List<String>> by(List<MemberSight> members, Function<MemberSight, String> told) {
        var by = new TreeMap<String, List<String>>();
        members.forEach(member -> {
            var version = told.apply(member);
            if (!version.isEmpty()) {
                by.computeIfAbsent(version, fresh -> new ArrayList<>()).add(member.node());
            }
        });
        return by;
    }

    static String told(Map<String, List<String>> by) {
        return by.entrySet().stream()
                .map(entry -> "%s (%s)".formatted(entry.getKey(), names(entry.getValue())))
                .collect(Collectors.joining(", "));
    }

    static String names(List<String> nodes) {
        var first = String.join(", ", nodes.subList(0, Math.min(NAMED_MAX, nodes.size())));
        return nodes.size() > NAMED_MAX ? "%s and %d more".formatted(first, nodes.size() - NAMED_MAX) : first;
    }
}
