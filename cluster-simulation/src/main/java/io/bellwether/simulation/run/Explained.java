package io.bellwether.simulation.run;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;

/** Writes every committed event into the trace. */
record Explained(World world, Trace trace) implements Observer {

    @Override
    public void committed(long index, Entry entry, Applied applied, View after) {
        for (Event event : applied.events()) {
            trace.line(
                    world.now(),
                    -1,
                    "commit",
                    "%d: %s %s#%d %s -> %s, %s: %s"
                            .formatted(
                                    index,
                                    event.kind(),
                                    event.id(),
                                    event.incarnation(),
                                    event.from(),
                                    event.to(),
                                    event.cause(),
                                    event.evidence()));
        }
    }
}
