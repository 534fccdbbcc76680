package io.bellwether.simulation.world;

import org.jspecify.annotations.Nullable;

/** What all parts of one world share: the present, what comes next, and the record of what was. */
final class Timeline {

    final EventQueue queue = new EventQueue();
    final TraceHash hash = new TraceHash();

    @Nullable
    Trace trace;

    boolean tracingMessages;
    long now;

    void add(long nanos, Event event) {
        queue.add(nanos, event);
    }

    void note(int machine, String action, String detail) {
        if (trace != null) {
            trace.line(now, machine, action, detail);
        }
    }
}
