package io.bellwether.protocol.monitoring;

import io.bellwether.protocol.membership.View;

/** The edges of one node as it goes from view to view. An edge that stays is in neither list, so it keeps its history. */
public final class OwnEdges {

    private final MonitoringGraph graph = new MonitoringGraph();
    private Neighbours current = Neighbours.NONE;

    /**
     * What a new view changed.
     *
     * @param appeared Edges to start watching.
     * @param vanished Edges to stop watching. A neighbour that restarted is in both lists, under its two incarnations.
     */
    public record Change(Neighbours appeared, Neighbours vanished) {
        private static final Change NOTHING = new Change(Neighbours.NONE, Neighbours.NONE);

        public boolean isNothing() {
            return appeared.size() == 0 && vanished.size() == 0;
        }
    }

    /** Goes to this view, as the member with this incarnation; one that is not in the view has no edges. */
    public Change follow(View view, long incarnation) {
        graph.update(view);
        Neighbours next = graph.neighboursOf(incarnation);
        if (next.equals(current)) {
            return Change.NOTHING;
        }
        Change change = new Change(next.without(current), current.without(next));
        current = next;
        return change;
    }

    /** The edges now. */
    public Neighbours current() {
        return current;
    }
}
