package io.bellwether.coordinator.host;

import io.bellwether.agent.AgentConfig;
import io.bellwether.coordinator.raft.RatisSettings;
import java.time.Duration;

/**
 * How a coordinator is set up; each part has been checked when it was made.
 *
 * @param agent Its node.
 * @param raft Its place in the agreed log.
 * @param replicationTimeout How long the outcome of a write is waited for.
 */
public record HostSettings(AgentConfig agent, RatisSettings raft, Duration replicationTimeout) {

    public HostSettings {
        if (!agent.coordinator() || !agent.nodeId().equals(raft.self().id().name())) {
            throw new IllegalArgumentException("agent and Raft must be the same coordinator, got %s and %s"
                    .formatted(agent.nodeId(), raft.self().id()));
        }
    }
}
