package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Kills members at once, watches every survivor until they are removed, starts them again and watches them come back. */
final class CrashTrial {

    private final Cluster cluster;
    private final Bounds bounds;
    private final Harm harm;
    private final List<Node> victims;
    private final List<Node> survivors;
    private final Map<Node, Long> incarnations = new LinkedHashMap<>();
    private final Map<Node, Instant> lastBeats = new LinkedHashMap<>();

    private CrashTrial(Cluster cluster, List<Node> victims) {
        this.cluster = cluster;
        this.bounds = Bounds.of(cluster.profile());
        this.harm = new Harm(cluster);
        this.victims = victims;
        this.survivors = cluster.runningBut(victims);
    }

    /**
     * What became of one victim.
     *
     * @param suspected From the kill to the first survivor that found its edge silent.
     * @param unreachable From the kill until the last survivor's view said UNREACHABLE.
     * @param removedAfterBeat From the last beat that anybody heard to the commit of its removal.
     * @param removed From the kill until the last survivor's view had it no more.
     * @param recovering How long it was RECOVERING after its restart, in cluster time.
     * @param healthy From its restart until the last survivor's view said HEALTHY, the start of the process included.
     * @param ghosts Views in which its old incarnation came back, or its new one is not higher.
     */
    record Fate(
            String victim,
            Duration suspected,
            Duration unreachable,
            Duration removedAfterBeat,
            Duration removed,
            Duration recovering,
            Duration healthy,
            int ghosts) {

        @Override
        public String toString() {
            return "%s: suspected %s, unreachable everywhere %s, removed everywhere %s, recovering %s, ghosts %d"
                    .formatted(
                            victim,
                            Never.text(suspected),
                            Never.text(unreachable),
                            Never.text(removed),
                            Never.text(recovering),
                            ghosts);
        }
    }

    static List<Fate> of(Cluster cluster, List<Node> victims) {
        return new CrashTrial(cluster, victims).run();
    }

    private List<Fate> run() {
        victims.forEach(victim -> incarnations.put(victim, harm.incarnation(victim)));
        long event = cluster.newestEvent();
        var wall = Instant.now();
        long killed = System.nanoTime();
        victims.forEach(Node::kill);

        Map<Node, Duration> unreachable =
                everywhere(killed, bounds.unreachableWorst().multipliedBy(3), "UNREACHABLE");
        victims.forEach(this::noteLastBeat);
        Map<Node, Duration> removed = everywhere(killed, bounds.removedLatest().multipliedBy(2), Sighting.GONE);
        Map<Node, Duration> suspected = perVictim(victim -> suspected(victim, wall));
        Map<Node, Duration> removedAfterBeat = perVictim(victim -> removedAfterBeat(victim, event));

        long restarted = System.nanoTime();
        victims.forEach(cluster::start);
        victims.forEach(victim -> victim.awaitServing(Duration.ofSeconds(90)));
        Duration patience = bounds.timing().stabilization().multipliedBy(2).plusSeconds(20);
        Map<Node, Duration> healthy = everywhere(restarted, patience, "HEALTHY");
        List<Fate> fates = new ArrayList<>();
        for (Node victim : victims) {
            fates.add(new Fate(
                    victim.name(),
                    get(suspected, victim),
                    get(unreachable, victim),
                    get(removedAfterBeat, victim),
                    get(removed, victim),
                    recovering(victim, event),
                    get(healthy, victim),
                    ghosts(victim, restarted)));
        }
        victims.forEach(harm::readmit);
        harm.settle();
        return fates;
    }

    private static Duration get(Map<Node, Duration> durations, Node node) {
        return durations.getOrDefault(node, Never.SEEN);
    }

    private Map<Node, Duration> perVictim(Function<Node, Duration> of) {
        Map<Node, Duration> durations = new LinkedHashMap<>();
        victims.forEach(victim -> durations.put(victim, of.apply(victim)));
        return durations;
    }

    /** For each victim, until the last survivor said so of it; never, where one did not. */
    private Map<Node, Duration> everywhere(long from, Duration limit, String status) {
        return perVictim(victim -> {
            var delays = cluster.views().delays(survivors, victim.name(), from, limit, sighting -> sighting.is(status));
            return last(delays, survivors);
        });
    }

    /** Until the last of these observers said so; never, where one did not. */
    static Duration last(Map<String, Duration> delays, List<Node> observers) {
        return delays.size() == observers.size()
                ? delays.values().stream().max(Comparator.naturalOrder()).orElse(Never.SEEN)
                : Never.SEEN;
    }

    private Duration suspected(Node victim, Instant killed) {
        return survivors.stream()
                .flatMap(survivor -> survivor.logSince(killed).stream())
                .filter(line -> line.isAction("peer.edge.changed"))
                .filter(line -> line.text("peer").equals(victim.name()))
                .filter(line -> line.text("to").equals("SILENT"))
                .map(line -> Duration.between(killed, line.time()))
                .min(Comparator.naturalOrder())
                .orElse(Never.SEEN);
    }

    private Duration removedAfterBeat(Node victim, long afterEvent) {
        Instant beat = lastBeats.get(victim);
        return harm.moves(afterEvent, victim).stream()
                .filter(move -> beat != null && move.path("to").asString("").equals("REMOVED"))
                .map(move ->
                        Duration.between(beat, Instant.parse(move.path("time").asString())))
                .findFirst()
                .orElse(Never.SEEN);
    }

    /** The latest beat that any coordinator knows of; the removed have none any more, so this is asked before. */
    private void noteLastBeat(Node victim) {
        cluster.coordinators().stream()
                .map(coordinator -> coordinator.get("/api/v1/members/" + victim.name()))
                .filter(Answer::isOk)
                .map(answer -> answer.json().path("lastHeartbeatTime").asString(""))
                .filter(text -> !text.isEmpty())
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .ifPresent(beat -> lastBeats.put(victim, beat));
    }

    private Duration recovering(Node victim, long afterEvent) {
        List<JsonNode> moves = harm.moves(afterEvent, victim);
        long began = -1;
        for (JsonNode move : moves) {
            if (move.path("to").asString("").equals("RECOVERING")) {
                began = move.path("clusterMillis").asLong();
            } else if (began >= 0) {
                return Duration.ofMillis(move.path("clusterMillis").asLong() - began);
            }
        }
        return Never.SEEN;
    }

    private int ghosts(Node victim, long restarted) {
        long old = Objects.requireNonNull(incarnations.get(victim));
        int ghosts = 0;
        for (Node survivor : survivors) {
            boolean ghost = cluster.views().of(survivor.name(), victim.name(), restarted).stream()
                    .filter(sighting -> sighting.nanos() - restarted > 0)
                    .anyMatch(sighting -> !sighting.isGone() && sighting.incarnation() <= old);
            ghosts += ghost ? 1 : 0;
        }
        return ghosts;
    }
}
