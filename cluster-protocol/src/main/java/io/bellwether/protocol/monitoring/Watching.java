package io.bellwether.protocol.monitoring;

import io.bellwether.protocol.membership.View;

/** Who watches whom, as a function of the view alone: every node comes to the same answer by itself. */
public interface Watching {

    /** The neighbours of a member of this view. */
    Neighbours neighboursOf(View view, long incarnation);

    /** One that follows a single node's view, so that each step costs what it changes. */
    static Watching incremental() {
        MonitoringGraph graph = new MonitoringGraph();
        return (view, incarnation) -> {
            graph.update(view);
            return graph.neighboursOf(incarnation);
        };
    }
}
