package io.bellwether.faults.network;

import io.bellwether.simulation.report.Row;
import java.util.List;
import java.util.function.Consumer;

/** One way to break the network, on a whole cluster which it heals at the end. */
@FunctionalInterface
interface Trial {

    /**
     * Breaks it and says what came of it.
     *
     * @param notes Takes what a person should know while it goes on.
     */
    List<Row> on(NetworkedCluster broken, Consumer<String> notes);
}
