package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.LocalSystem;
import io.bellwether.cli.sight.MemberSight;
import io.bellwether.cli.sight.ProcessSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Settings that are accepted and will hurt all the same. */
final class SettingsCheck {

    static final double PHI_LOW = 5;
    static final double PHI_HIGH = 16;
    static final int FANOUT_HIGH = 6;
    /** What a return takes; as much again is comfortable. */
    private static final Duration RETURN_MIN = Duration.ofSeconds(3);

    private static final int RETURNS = 2;
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "::1", "");

    private SettingsCheck() {}

    /** Judges what the processes of a home were told. */
    static List<Finding> judge(LocalSystem local, Set<String> coordinators) {
        var findings = new ArrayList<Finding>();
        for (var settings : local.settings()) {
            var timing = Timing.told(settings::get);
            failureTimeout(findings, settings.node(), timing);
            phi(findings, settings.node(), timing.phiThreshold());
            fanout(findings, settings.node(), timing.fanout());
            listener(findings, settings);
            coordinators(findings, settings, coordinators);
        }
        if (findings.isEmpty() && !local.settings().isEmpty()) {
            findings.add(Finding.ok(
                    Topic.SETTINGS,
                    "settings",
                    "processes here",
                    "what %d processes were told churns nothing"
                            .formatted(local.settings().size())));
        }
        return findings;
    }

    /** Judges whether all members run by the same profile, as far as they tell. */
    static List<Finding> profiles(List<MemberSight> members, @org.jspecify.annotations.Nullable LocalSystem local) {
        var byProfile = new TreeMap<>(
                VersionCheck.by(members, member -> member.metrics().label("cluster_build_info", "profile")));
        if (byProfile.isEmpty() && local != null) {
            local.settings()
                    .forEach(settings -> byProfile
                            .computeIfAbsent(Timing.told(settings::get).profile(), fresh -> new ArrayList<>())
                            .add(settings.node()));
        }
        if (byProfile.size() > 1) {
            return List.of(new Finding(
                    Topic.SETTINGS,
                    "profile",
                    Timing.PROFILE,
                    Level.BAD,
                    "members run by %d profiles: %s".formatted(byProfile.size(), VersionCheck.told(byProfile)),
                    "Who beats slowly is silent to who expects it fast: members will be suspected and come back for ever.",
                    "Give all the same %s and restart them one at a time.".formatted(Timing.PROFILE)));
        }
        return byProfile.isEmpty()
                ? List.of()
                : List.of(Finding.ok(
                        Topic.SETTINGS, "profile", Timing.PROFILE, "profile %s".formatted(byProfile.firstKey())));
    }

    private static void failureTimeout(List<Finding> findings, String node, Timing timing) {
        var beats = timing.heartbeat().multipliedBy(RETURN_MIN.toSeconds());
        var back = beats.compareTo(RETURN_MIN) > 0 ? beats : RETURN_MIN;
        var comfortable = timing.silenceCap().plus(back.multipliedBy(RETURNS));
        // A profile as it is made counts as meant.
        boolean changed =
                !timing.failureTimeout().equals(Timing.of(timing.profile()).failureTimeout());
        if (changed && timing.failureTimeout().compareTo(comfortable) < 0) {
            findings.add(new Finding(
                    Topic.SETTINGS,
                    "failure-timeout",
                    node,
                    Level.WARN,
                    "%s of %s is %s, the cap of silence %s"
                            .formatted(
                                    Timing.FAILURE_TIMEOUT,
                                    node,
                                    Told.time(timing.failureTimeout()),
                                    Told.time(timing.silenceCap())),
                    "A member that is lost at the cap has hardly time to come back before it is removed and has to join anew.",
                    "Set it to %s or more.".formatted(Told.time(comfortable))));
        }
    }

    private static void phi(List<Finding> findings, String node, double phi) {
        if (phi >= PHI_LOW && phi <= PHI_HIGH) {
            return;
        }
        boolean low = phi < PHI_LOW;
        findings.add(new Finding(
                Topic.SETTINGS,
                "phi-threshold",
                node,
                Level.WARN,
                "%s of %s is %s".formatted(Timing.PHI_THRESHOLD, node, phi),
                low
                        ? "One gap in some ten thousand counts as silence: on a link that jitters that is many a day."
                        : "Between floor and cap it decides nothing any more: a loss is seen at the cap, never before.",
                "Leave it at 8; between 6 and 12 it makes a difference on links that jitter."));
    }

    private static void fanout(List<Finding> findings, String node, int fanout) {
        if (fanout > 1 && fanout <= FANOUT_HIGH) {
            return;
        }
        findings.add(new Finding(
                Topic.SETTINGS,
                "fanout",
                node,
                Level.WARN,
                "%s of %s is %d".formatted(Timing.FANOUT, node, fanout),
                fanout <= 1
                        ? "News travel along one chain: a single lost packet holds them up for a round, and often for several."
                        : "The same news arrive many times over; the bytes grow with it and the time to reach everybody hardly falls.",
                "3 for most clusters, 4 or 5 for hundreds of members."));
    }

    private static void listener(List<Finding> findings, ProcessSettings settings) {
        var open = Stream.of("server.address", "cluster.node.bind", "cluster.raft.bind")
                .filter(name -> settings.get(name).map(SettingsCheck::isBeyond).orElse(false))
                .toList();
        if (!open.isEmpty()) {
            findings.add(new Finding(
                    Topic.SETTINGS,
                    "listener",
                    settings.node(),
                    Level.NOTE,
                    "%s listens beyond this machine (%s)".formatted(settings.node(), String.join(", ", open)),
                    "Whoever reaches the port can read all that REST tells: members, events, configuration with its values.",
                    "Leave it at 127.0.0.1 where all members are here; else let a firewall say who may come."));
        }
    }

    /** Every address but loopback, and but those of a network that only this machine has. */
    private static boolean isBeyond(String address) {
        var host = address.startsWith("[")
                ? address.replaceFirst("^\\[(.*)].*$", "$1")
                : address.replaceFirst(":[0-9]+$", "");
        return !HERE.contains(host)
                && !host.startsWith("127.")
                && !host.startsWith("198.18.")
                && !host.startsWith("198.19.");
    }

    private static void coordinators(List<Finding> findings, ProcessSettings settings, Set<String> coordinators) {
        var told = settings.get("cluster.coordinators");
        if (told.isEmpty() || coordinators.isEmpty()) {
            return;
        }
        var named = new TreeSet<String>();
        Stream.of(told.get().split(",")).map(SettingsCheck::place).forEach(named::add);
        var missing = new TreeSet<>(coordinators);
        missing.removeAll(named);
        if (!missing.isEmpty()) {
            findings.add(new Finding(
                    Topic.SETTINGS,
                    "coordinators",
                    settings.node(),
                    Level.WARN,
                    "cluster.coordinators of %s does not name %s"
                            .formatted(settings.node(), String.join(", ", missing)),
                    "It works as long as one of those that it names lives: when they are gone it finds no other by itself.",
                    "Name the URL of every coordinator."));
        }
    }

    /** Host and port of a URL: all that matters of it here. */
    static String place(String url) {
        try {
            var place = URI.create(url.strip());
            return place.getHost() == null ? url.strip() : "%s:%d".formatted(place.getHost(), place.getPort());
        } catch (IllegalArgumentException e) {
            // The process refuses it at its start; here it names nobody.
            return url.strip();
        }
    }

    /** What cannot be seen from here, said once. */
    static Finding unseen(Map<String, String> why) {
        return new Finding(
                Topic.SETTINGS,
                "unseen",
                String.join(", ", why.keySet()),
                Level.NOTE,
                "not looked at: " + String.join("; ", why.values()),
                "No interface tells these from afar, so nothing is said about them.",
                "Run './bellwether doctor' where the processes run.");
    }
}
