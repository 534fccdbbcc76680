package io.bellwether.spring.discovery;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.Rumour.BadEdges.BadEdge;
import io.bellwether.protocol.node.EdgeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who finds the link to a member bad at this moment. It is nobody's verdict and may be over in a second, but it comes
 * seconds before one.
 *
 * @param own What this process finds wrong with its own link to it; NEUTRAL or GOOD where nothing is.
 * @param others The other members that find theirs bad, ordered by name.
 */
public record Suspicion(EdgeVerdict own, List<String> others) {

    /** Nobody suspects it. */
    public static final Suspicion NONE = new Suspicion(EdgeVerdict.NEUTRAL, List.of());

    /** So many others are believed; a single one may be ill itself. */
    private static final int OTHERS_ENOUGH = 2;

    public Suspicion {
        others = List.copyOf(others);
    }

    /** Whether it is better left alone: this process suspects it, or two others do. */
    public boolean isEnough() {
        return own.isBad() || others.size() >= OTHERS_ENOUGH;
    }

    /** Whom anybody suspects, by incarnation. Who is lost itself is no witness. */
    static Map<Long, Suspicion> in(ClusterSnapshot now) {
        Map<Long, List<String>> others = new HashMap<>();
        for (MemberInfo info : now.members()) {
            if (isWitness(info, now)) {
                for (BadEdge edge : info.badEdges()) {
                    others.computeIfAbsent(edge.subject(), unused -> new ArrayList<>())
                            .add(info.id().name());
                }
            }
        }
        Map<Long, Suspicion> all = new HashMap<>();
        others.forEach((subject, by) -> all.put(subject, new Suspicion(EdgeVerdict.NEUTRAL, by)));
        for (EdgeStatus edge : now.edges()) {
            if (edge.verdict().isBad()) {
                all.put(edge.subject(), new Suspicion(edge.verdict(), others.getOrDefault(edge.subject(), List.of())));
            }
        }
        return all;
    }

    private static boolean isWitness(MemberInfo info, ClusterSnapshot now) {
        return !info.id().equals(now.self())
                && switch (info.member().status()) {
                    case HEALTHY, DEGRADED, RECOVERING, JOINING, DRAINING, MAINTENANCE, LEAVING -> true;
                    case UNREACHABLE, QUARANTINED, LEFT, REMOVED -> false;
                };
    }
}
