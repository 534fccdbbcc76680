package io.bellwether.coordinator.host;

import io.bellwether.protocol.state.Event;
import java.util.List;

/** A part that is told what entries do to the members. */
public interface Witness {

    /** Takes what an entry did to the members; the log's thread calls it once for each entry that did something. */
    void members(long index, List<Event> events);
}
