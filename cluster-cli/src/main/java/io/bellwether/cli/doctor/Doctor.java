package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.LocalSystem;
import io.bellwether.cli.sight.LocalSystem.LocalNode;
import io.bellwether.cli.sight.Sight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges all that was seen. */
public final class Doctor {

    private final Sight sight;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Sight sight) {
        this.sight = sight;
    }

    public static Diagnosis judge(Sight sight) {
        var doctor = new Doctor(sight);
        doctor.here();
        doctor.system();
        doctor.cluster();
        doctor.unseen();
        return new Diagnosis(doctor.findings);
    }

    private void here() {
        var machine = sight.machine();
        if (machine != null) {
            var local = sight.local();
            boolean runs = local == null || !local.nothingRuns();
            findings.addAll(MachineCheck.judge(machine, runs));
        }
        var failure = sight.udpFailure();
        if (failure != null) {
            findings.add(PortsCheck.udp(failure));
        }
        var timing = leastForgiving();
        var disk = sight.disk();
        if (disk != null) {
            findings.add(DiskCheck.judge(disk, timing.electionMin()));
        }
        var wakeUps = sight.wakeUps();
        if (wakeUps != null) {
            findings.add(SchedulerCheck.judge(wakeUps, timing.silenceFloor()));
        }
    }

    /** By the times of which a member is suspected, or a leader replaced, first. */
    private Timing leastForgiving() {
        var local = sight.local();
        var told = local == null
                ? Optional.<Timing>empty()
                : local.settings().stream()
                        .map(settings -> Timing.told(settings::get))
                        .min(java.util.Comparator.comparing(Timing::silenceFloor));
        return told.or(() -> profileTold().map(Timing::of)).orElse(Timing.DEFAULT);
    }

    private Optional<String> profileTold() {
        var cluster = sight.cluster();
        return cluster == null
                ? Optional.empty()
                : cluster.scraped().stream()
                        .map(member -> member.metrics().label("cluster_build_info", "profile"))
                        .filter(profile -> !profile.isEmpty())
                        .findFirst();
    }

    private void system() {
        var local = sight.local();
        if (local == null) {
            return;
        }
        int down = (int) local.nodes().stream()
                .filter(node -> node.state() == LocalSystem.State.DOWN)
                .count();
        findings.addAll(PortsCheck.judge(local.portsTaken(), down));
        findings.addAll(SettingsCheck.judge(local, coordinatorPlaces()));
        findings.addAll(SecretsCheck.judge(local.secrets()));
        findings.addAll(LeftoversCheck.judge(local.leftovers()));
        findings.addAll(MembersCheck.processes(local, sight.cluster()));
    }

    /** Where the coordinators say that members reach them. */
    private Set<String> coordinatorPlaces() {
        var places = new TreeSet<String>();
        var cluster = sight.cluster();
        if (cluster != null) {
            for (var member : cluster.membership()) {
                var url = member.path("metadata").path("url").asString("");
                if (member.path("coordinator").asBoolean(false) && !url.isEmpty()) {
                    places.add(SettingsCheck.place(url));
                }
            }
        }
        return places;
    }

    private void cluster() {
        var cluster = sight.cluster();
        if (cluster == null) {
            return;
        }
        var local = sight.local();
        var away = standingStill(LocalNode::name);
        findings.addAll(QuorumCheck.judge(cluster, standingStill(LocalNode::address)));
        findings.addAll(MembersCheck.judge(cluster, away));
        cluster.membership().stream()
                .filter(member -> MembersCheck.isLost(member.path("status").asString("")))
                .forEach(member -> away.add(member.path("nodeId").asString("")));
        findings.addAll(VotersCheck.judge(cluster, away));
        findings.addAll(LogCheck.judge(cluster));
        findings.addAll(ViewsCheck.judge(cluster, away));
        findings.addAll(LinksCheck.judge(cluster, away, local == null ? List.of() : local.faults()));
        findings.addAll(ScrapeCheck.judge(cluster, away));
        findings.addAll(VersionCheck.judge(cluster.scraped()));
        findings.addAll(SettingsCheck.profiles(cluster.scraped(), local));
        findings.addAll(ClockCheck.judge(cluster.scraped().stream()
                .map(ClockCheck::clock)
                .flatMap(Optional::stream)
                .toList()));
        findings.addAll(PausesCheck.judge(cluster.scraped(), timing(local), node -> isCoordinator(cluster, node)));
    }

    /** Those of this machine's processes that are known to do nothing: what follows from that is not told again. */
    private Set<String> standingStill(Function<LocalNode, String> as) {
        var local = sight.local();
        var still = new TreeSet<String>();
        if (local != null) {
            local.nodes().stream()
                    .filter(node -> node.state() == LocalSystem.State.DOWN || node.state() == LocalSystem.State.PAUSED)
                    .map(as)
                    .forEach(still::add);
        }
        return still;
    }

    private Function<String, Timing> timing(@Nullable LocalSystem local) {
        var otherwise = leastForgiving();
        return node -> local == null
                        || local.settings().stream().noneMatch(of -> of.node().equals(node))
                ? otherwise
                : Timing.told(name -> local.setting(node, name));
    }

    private static boolean isCoordinator(ClusterSight cluster, String node) {
        return cluster.metrics(node)
                .map(metrics -> metrics.value("raft_node_state").isPresent())
                .orElse(false);
    }

    /** Of a cluster elsewhere: what no interface tells. */
    private void unseen() {
        if (sight.local() != null) {
            return;
        }
        var why = new LinkedHashMap<String, String>();
        why.put(
                "settings",
                "the settings of processes%s".formatted(profileTold().isPresent() ? " but for their profile" : ""));
        if (sight.disk() == null) {
            why.put("disk", "the disks and schedulers of their machines");
        }
        why.put("secrets", "who can read their secrets");
        findings.add(SettingsCheck.unseen(why));
    }
}
