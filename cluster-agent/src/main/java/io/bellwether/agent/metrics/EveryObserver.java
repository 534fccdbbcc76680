package io.bellwether.agent.metrics;

import io.bellwether.protocol.detector.EdgeVerdict;
import java.util.List;

/** Passes on to all of them. */
public record EveryObserver(List<AgentObserver> observers) implements AgentObserver {

    public EveryObserver {
        observers = List.copyOf(observers);
    }

    @Override
    public void deltaHeard(long version, int ageMillis, int hops) {
        observers.forEach(observer -> observer.deltaHeard(version, ageMillis, hops));
    }

    @Override
    public void rumourHeard(int ageMillis, int hops) {
        observers.forEach(observer -> observer.rumourHeard(ageMillis, hops));
    }

    @Override
    public void edgeChanged(long subject, EdgeVerdict verdict) {
        observers.forEach(observer -> observer.edgeChanged(subject, verdict));
    }
}
