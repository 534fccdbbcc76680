package io.bellwether.coordinator.metrics;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Takes the picture of what members see of each other, where this process leads. */
record SeenByHost(Host host) implements Supplier<Picture> {

    /** The most series of edges: all of them up to 200 members, of larger clusters the worst. */
    static final int EDGES_MAX = 2_048;

    @Override
    public Picture get() {
        if (!host.role().leading()) {
            return Picture.NONE;
        }
        View view = host.replicated().view();
        Observations seen = host.observations();
        Map<NodeId, Double> phis = new HashMap<>();
        for (Member member : view.members()) {
            phis.put(member.id(), seen.phi(member));
        }
        return Picture.of(seen.edges(view), phis, EDGES_MAX);
    }
}
