package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.ViewDelta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one entry did.
 *
 * @param events What there is to tell, in order.
 * @param delta All changes of members as one step of the view, null if no member changed.
 * @param outcome What became of the command.
 */
public record Applied(List<Event> events, @Nullable ViewDelta delta, Outcome outcome) {

    public Applied {
        events = List.copyOf(events);
    }
}
