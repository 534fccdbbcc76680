package io.bellwether.simulation.cluster;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.monitoring.Neighbours;
import io.bellwether.protocol.monitoring.Watching;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One graph for all nodes that hold the same members. Each would compute the same by itself; a thousand of them would
 * take a thousand times the memory.
 */
final class SharedWatching implements Watching {

    /** Epochs that are held by somebody at the same time; more only cost time. */
    private static final int GRAPHS_MAX = 8;

    private final Map<Long, MonitoringGraph> graphs = new LinkedHashMap<>();

    @Override
    public Neighbours neighboursOf(View view, long incarnation) {
        // The epoch counts changes of members, and two contents for one epoch are what the invariants exclude; the hash
        // keeps a run that breaks them from hiding it.
        long key = view.epoch() * 31 + view.membershipHash();
        MonitoringGraph graph = graphs.get(key);
        if (graph == null) {
            graph = new MonitoringGraph();
            graph.update(view);
            graphs.put(key, graph);
            if (graphs.size() > GRAPHS_MAX) {
                graphs.remove(graphs.keySet().iterator().next());
            }
        }
        return graph.neighboursOf(incarnation);
    }
}
