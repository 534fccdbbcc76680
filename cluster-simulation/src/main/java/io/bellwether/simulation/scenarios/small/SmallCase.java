package io.bellwether.simulation.scenarios.small;

import io.bellwether.simulation.cluster.ClusterSpec;

/**
 * One of the cases: a cluster and what goes wrong in it. The first machines are the coordinators, zones go in turn.
 *
 * @param number Counts the cases of a part; it sets the moment within a beat at which the trouble begins.
 */
record SmallCase(Part part, int number, int nodes, int coordinators, int zones, Trouble trouble) {

    /** Unique, and what {@code --case} takes. */
    String name() {
        return "%s:n%d:c%d:z%d:%s".formatted(part.word(), nodes, coordinators, zones, trouble.words());
    }

    ClusterSpec spec() {
        return ClusterSpec.of(nodes, Subsets.range(0, coordinators), zones);
    }

    Oracle oracle() {
        return new Oracle(trouble.reach(nodes), coordinators, zones);
    }
}
