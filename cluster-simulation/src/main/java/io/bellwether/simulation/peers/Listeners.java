package io.bellwether.simulation.peers;

import java.util.ArrayList;
import java.util.List;

/** Those who want to hear of one program's changes of opinion. */
public final class Listeners {

    private final List<Observes.Listener> listeners = new ArrayList<>();

    /** Adds one. */
    public void add(Observes.Listener listener) {
        listeners.add(listener);
    }

    /** Tells all, in the order they came. */
    public void tell(int observer, int subject, Verdict verdict, long nanos) {
        for (var listener : listeners) {
            listener.changed(observer, subject, verdict, nanos);
        }
    }
}
