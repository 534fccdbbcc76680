package io.bellwether.agent.client;

import io.bellwether.agent.metrics.AgentCount;

/** One coordinator gave no usable answer. */
final class AttemptFailedException extends Exception {

    private final AgentCount outcome;

    AttemptFailedException(AgentCount outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    /** How it is counted. */
    AgentCount outcome() {
        return outcome;
    }
}
