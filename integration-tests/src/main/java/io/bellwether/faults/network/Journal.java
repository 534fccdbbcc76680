package io.bellwether.faults.network;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.NotInTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** What the coordinators say has happened: each of them for itself, and whether they say the same. */
final class Journal {

    private static final Set<String> VERDICTS = Set.of("UNREACHABLE", "REMOVED", "QUARANTINED");
    private static final int PAGE = 500;
    private static final Duration SAME_INDEX_LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Journal() {}

    /** Moves of members after an event, as one coordinator tells them. */
    static List<JsonNode> moves(Node coordinator, long after) {
        return events(coordinator, after).stream()
                .filter(event -> text(event, "type").equals("member.moved"))
                .toList();
    }

    /**
     * Verdicts on anybody but these: whoever is lost, removed or kept out, and whoever is told to be partly cut or lossy. A low
     * score says that the machine is busy, and the way back from an earlier fault is no verdict.
     */
    static List<JsonNode> verdictsOnOthers(Node coordinator, long after, Collection<Node> but) {
        var names = but.stream().map(Node::name).toList();
        return moves(coordinator, after).stream()
                .filter(event -> !names.contains(text(event, "subject")))
                .filter(event -> VERDICTS.contains(text(event, "to"))
                        || (text(event, "to").equals("DEGRADED")
                                && !text(event, "cause").equals("SCORE_LOW")))
                .toList();
    }

    /** How often a member was moved to a state. */
    static long movesTo(Node coordinator, long after, Node subject, String state) {
        return moves(coordinator, after).stream()
                .filter(event -> text(event, "subject").equals(subject.name()))
                .filter(event -> text(event, "to").equals(state))
                .count();
    }

    static String text(JsonNode event, String field) {
        return event.path(field).asString("");
    }

    private static List<JsonNode> events(Node coordinator, long after) {
        List<JsonNode> events = new ArrayList<>();
        long from = after;
        while (true) {
            var answer = coordinator.get("/api/v1/events?limit=%d&after=%d".formatted(PAGE, from));
            if (!answer.isOk()) {
                throw new NotInTimeException(
                        "%s does not tell its events: %s".formatted(coordinator, answer.shortText()));
            }
            int before = events.size();
            answer.json().path("events").forEach(events::add);
            if (events.size() - before < PAGE) {
                return events;
            }
            from = answer.json().path("next").asLong();
        }
    }

    /**
     * Looks for a difference between the coordinators: in the state at one index that all of them had, and in the events up
     * to the newest that all of them know.
     *
     * @return one line for each difference
     */
    static List<String> differences(Cluster cluster) {
        List<String> differences = new ArrayList<>();
        var states = statesAtOneIndex(cluster.coordinators());
        if (states.values().stream().distinct().count() > 1) {
            differences.add("states at one index: " + states);
        }
        List<JsonNode> first = List.of();
        for (Node coordinator : cluster.coordinators()) {
            var events = events(coordinator, 0);
            if (first.isEmpty()) {
                first = events;
            }
            int shared = Math.min(first.size(), events.size());
            if (!events.subList(0, shared).equals(first.subList(0, shared))) {
                differences.add("%s tells other events than %s"
                        .formatted(coordinator, cluster.coordinators().getFirst()));
            }
        }
        return differences;
    }

    private static Map<String, String> statesAtOneIndex(List<Node> coordinators) {
        Map<Long, Map<String, String>> byIndex = new HashMap<>();
        long deadline = System.nanoTime() + SAME_INDEX_LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (Node coordinator : coordinators) {
                var answer = coordinator.get("/api/v1/cluster");
                if (answer.isOk()) {
                    var states =
                            byIndex.computeIfAbsent(answer.json().path("index").asLong(), index -> new HashMap<>());
                    states.put(coordinator.name(), answer.json().path("hash").asString());
                    if (states.size() == coordinators.size()) {
                        return states;
                    }
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new NotInTimeException(
                "the coordinators were never seen at one index within %d s".formatted(SAME_INDEX_LIMIT.toSeconds()));
    }
}
