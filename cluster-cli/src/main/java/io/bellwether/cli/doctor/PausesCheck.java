package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.MemberSight;
import io.bellwether.cli.sight.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Whether members stand still to collect garbage, and whether their heaps are too small. */
final class PausesCheck {

    /** Of a full heap a collection frees little, so the next one comes soon. */
    static final double HEAP_FULL = 0.85;

    /** Of the time. */
    static final double COLLECTING_MUCH = 0.15;

    /** Until then a process loads its classes, and collects for that alone. As in the alert BellwetherGcPausesLong. */
    static final Duration LOADING = Duration.ofMinutes(5);

    private static final double PERCENT = 100;
    private static final int IN_A_SILENCE = 3;
    private static final String MORE_HEAP =
            "Give its JVM more heap (-Xmx), or its machine more room; see 'Heap' in docs/tuning.md.";

    private PausesCheck() {}

    /**
     * Judges them.
     *
     * @param coordinator Whether a member of that name is one.
     */
    static List<Finding> judge(
            List<MemberSight> members, Function<String, Timing> timing, Function<String, Boolean> coordinator) {
        var findings = new ArrayList<Finding>();
        var longest = Duration.ZERO;
        var who = "";
        var uncomfortable = new TreeMap<String, Duration>();
        var electionMin = Duration.ZERO;
        for (var member : members) {
            var pause = Told.seconds(
                    member.metrics().max("jvm_gc_pause_seconds_max").orElse(0));
            if (pause.compareTo(longest) > 0) {
                longest = pause;
                who = member.node();
            }
            var times = timing.apply(member.node());
            boolean votes = coordinator.apply(member.node());
            if (isLoading(member.metrics())) {
                loading(findings, member.node(), pause, times);
            } else {
                pauses(findings, member.node(), pause, times, votes);
            }
            if (votes && isUncomfortable(pause, times)) {
                uncomfortable.put(member.node(), pause);
                electionMin = times.electionMin();
            }
            heap(findings, member.node(), member.metrics());
        }
        uncomfortable(findings, uncomfortable, electionMin);
        if (findings.isEmpty() && !members.isEmpty()) {
            findings.add(Finding.ok(
                    Topic.PAUSES,
                    "gc-pauses",
                    "all members",
                    longest.isZero()
                            ? "no member collected garbage lately"
                            : "longest collection %s (%s)".formatted(Told.time(longest), who)));
        }
        return findings;
    }

    private static boolean isLoading(Metrics metrics) {
        return metrics.value("process_uptime_seconds").orElse(Double.MAX_VALUE) < LOADING.toSeconds();
    }

    private static void loading(List<Finding> findings, String node, Duration pause, Timing timing) {
        if (pause.multipliedBy(IN_A_SILENCE).compareTo(timing.silenceFloor()) > 0) {
            findings.add(new Finding(
                    Topic.PAUSES,
                    "gc-pauses",
                    node,
                    Level.NOTE,
                    stoodStill(node, pause),
                    "It was started less than %s ago, and loads its classes; such a pause is none to worry about yet."
                            .formatted(Told.time(LOADING)),
                    "Look again later: the number is the longest of the last minutes."));
        }
    }

    private static String stoodStill(String node, Duration pause) {
        return "%s stood still for %s to collect garbage, within the last minutes".formatted(node, Told.time(pause));
    }

    private static void pauses(
            List<Finding> findings, String node, Duration pause, Timing timing, boolean coordinator) {
        var found = stoodStill(node, pause);
        if (pause.multipliedBy(IN_A_SILENCE).compareTo(timing.silenceFloor()) > 0) {
            boolean silent = pause.compareTo(timing.silenceFloor()) >= 0;
            findings.add(new Finding(
                    Topic.PAUSES,
                    "gc-pauses",
                    node,
                    silent ? Level.BAD : Level.WARN,
                    found,
                    "A pause as long as the silence floor (%s) is silence: the others suspect it although it lives."
                            .formatted(Told.time(timing.silenceFloor())),
                    MORE_HEAP + " A slower profile has a higher floor."));
        } else if (coordinator && pause.compareTo(timing.electionMin()) >= 0) {
            findings.add(new Finding(
                    Topic.PAUSES,
                    "gc-pauses",
                    node,
                    Level.WARN,
                    found,
                    "Coordinators wait %s for their leader: while it leads, such a pause costs it its office."
                            .formatted(Told.time(timing.electionMin())),
                    MORE_HEAP + " Or set cluster.raft.election-min to three times the pause."));
        }
    }

    /** One finding for all coordinators: after a start it is true of most. */
    private static void uncomfortable(List<Finding> findings, Map<String, Duration> pauses, Duration electionMin) {
        if (pauses.isEmpty()) {
            return;
        }
        var nodes = List.copyOf(pauses.keySet());
        findings.add(new Finding(
                Topic.PAUSES,
                "gc-pauses",
                String.join(", ", nodes),
                Level.NOTE,
                "%s stood still for up to %s to collect garbage, within the last minutes"
                        .formatted(VersionCheck.names(nodes), Told.time(Collections.max(pauses.values()))),
                "Under a third of the election bound (%s) is comfortable. A pause of the first minute, when classes are loaded, is none to worry about."
                        .formatted(Told.time(electionMin)),
                "Look again later: the number is the longest of the last minutes."));
    }

    private static boolean isUncomfortable(Duration pause, Timing timing) {
        return pause.compareTo(timing.electionMin()) < 0
                && pause.multipliedBy(IN_A_SILENCE).compareTo(timing.electionMin()) > 0
                && pause.multipliedBy(IN_A_SILENCE).compareTo(timing.silenceFloor()) <= 0;
    }

    private static void heap(List<Finding> findings, String node, Metrics metrics) {
        double most = metrics.value("jvm_gc_max_data_size_bytes").orElse(0);
        double live = metrics.value("jvm_gc_live_data_size_bytes").orElse(0);
        double collecting = metrics.value("jvm_gc_overhead").orElse(0);
        boolean full = most > 0 && live / most > HEAP_FULL;
        if (full || collecting > COLLECTING_MUCH) {
            findings.add(new Finding(
                    Topic.PAUSES,
                    "heap",
                    node,
                    Level.WARN,
                    full
                            ? "%s holds %s after a collection, of %s at most"
                                    .formatted(node, Told.bytes((long) live), Told.bytes((long) most))
                            : String.format(
                                    Locale.ROOT,
                                    "%s spends %.0f %% of its time with collecting garbage",
                                    node,
                                    collecting * PERCENT),
                    "Its heap is too small for what it does: pauses grow, then it ends for lack of memory.",
                    MORE_HEAP));
        }
    }
}
