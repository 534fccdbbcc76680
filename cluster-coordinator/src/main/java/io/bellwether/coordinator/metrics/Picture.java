package io.bellwether.coordinator.metrics;

import io.bellwether.coordinator.host.Observations.Seen;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the members see of each other at one moment, as the leader is told.
 *
 * @param edges How each edge is; the worst of them where there are too many.
 * @param counts How many edges of each kind there are, all of them.
 * @param phis How unlikely the silence of each member is.
 */
record Picture(Map<Edge, Integer> edges, Map<EdgeVerdict, Integer> counts, Map<NodeId, Double> phis) {

    /** Who sees whom. */
    record Edge(NodeId observer, NodeId subject) {}

    /** Of whoever does not lead. */
    static final Picture NONE = new Picture(Map.of(), Map.of(), Map.of());

    private static final Comparator<Seen> WORST_FIRST = Comparator.comparingInt((Seen seen) -> -worth(seen))
            .thenComparing(Seen::observer)
            .thenComparing(Seen::subject);

    /** Keeps so many of the edges at most. */
    static Picture of(List<Seen> seen, Map<NodeId, Double> phis, int edgesMax) {
        Map<EdgeVerdict, Integer> counts = new EnumMap<>(EdgeVerdict.class);
        for (EdgeVerdict verdict : EdgeVerdict.values()) {
            counts.put(verdict, 0);
        }
        List<Seen> judged = new ArrayList<>(seen.size());
        for (Seen each : seen) {
            counts.merge(each.verdict(), 1, Integer::sum);
            if (number(each.verdict()) != null) {
                judged.add(each);
            }
        }
        judged.sort(WORST_FIRST);
        Map<Edge, Integer> edges = new HashMap<>();
        for (Seen each : judged.subList(0, Math.min(edgesMax, judged.size()))) {
            edges.put(new Edge(each.observer(), each.subject()), worth(each));
        }
        return new Picture(edges, counts, phis);
    }

    private static int worth(Seen seen) {
        Integer number = number(seen.verdict());
        return number == null ? -1 : number;
    }

    /** As dashboards know it, the greater the worse; null for what nobody can judge yet. */
    private static @Nullable Integer number(EdgeVerdict verdict) {
        return switch (verdict) {
            case NEUTRAL -> null;
            case GOOD -> 0;
            case LOSSY -> 1;
            case DEAF -> 2;
            case SILENT -> 3;
        };
    }
}
