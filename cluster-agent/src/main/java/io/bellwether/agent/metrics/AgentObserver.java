package io.bellwether.agent.metrics;

import io.bellwether.protocol.detector.EdgeVerdict;

/** Looks on at what counts alone do not tell. Called by the loop: whoever implements it must not wait for anything. */
public interface AgentObserver {

    /** Does nothing. */
    AgentObserver NONE = new AgentObserver() {};

    /** A change of the view was new here, so long after its commit and through so many nodes. */
    default void deltaHeard(long version, int ageMillis, int hops) {}

    /** A piece of soft state was new here, so long after it was written and through so many nodes. */
    default void rumourHeard(int ageMillis, int hops) {}

    /** An edge of this node changed. */
    default void edgeChanged(long subject, EdgeVerdict verdict) {}
}
