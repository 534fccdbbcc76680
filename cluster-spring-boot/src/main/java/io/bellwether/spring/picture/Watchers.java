package io.bellwether.spring.picture;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tells who watches a member, in a cluster of any size. */
public final class Watchers {

    private final MonitoringGraph graph = new MonitoringGraph();
    private long epoch = -1;

    /** The names of those that watch it, in their order; none where nobody of this name is a member. */
    public synchronized List<String> of(ClusterSnapshot snapshot, String subject) {
        if (!NodeId.isValid(subject)) {
            return List.of();
        }
        View view = snapshot.status().view();
        if (view.epoch() != epoch) {
            graph.update(view);
            epoch = view.epoch();
        }
        List<String> names = new ArrayList<>();
        snapshot.member(new NodeId(subject))
                .ifPresent(member -> graph.neighboursOf(member.member().incarnation())
                        .forEach(incarnation -> {
                            Member watcher = view.member(incarnation);
                            if (watcher != null) {
                                names.add(watcher.id().name());
                            }
                        }));
        Collections.sort(names);
        return Collections.unmodifiableList(names);
    }
}
