package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.ViewDelta;
import java.util.List;

/**
 * What one entry did.
 *
 * @param events What there is to tell, in order.
 * @param deltas All changes of members as steps of the view, none if no member changed; one, unless there are so many
 *     that one would not fit into a datagram.
 * @param outcome What became of the command.
 */
public record Applied(List<Event> events, List<ViewDelta> deltas, Outcome outcome) {

    public Applied {
        events = List.copyOf(events);
        deltas = List.copyOf(deltas);
    }

    /** Whether a member changed. */
    public boolean changed() {
        return !deltas.isEmpty();
    }
}
