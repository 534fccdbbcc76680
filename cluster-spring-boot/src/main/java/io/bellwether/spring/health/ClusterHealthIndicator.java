package io.bellwether.spring.health;

import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.node.Stage;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How the agent is: UP as a member, UNKNOWN otherwise. Never down, since an application without its cluster serves what
 * it can, and a restart would not bring the cluster back.
 */
public final class ClusterHealthIndicator implements HealthIndicator {

    private final ClusterView view;

    public ClusterHealthIndicator(ClusterView view) {
        this.view = view;
    }

    @Override
    public Health health() {
        ClusterSnapshot now = view.now();
        boolean isMember = now.state() == AgentState.RUNNING && now.stage() == Stage.MEMBER;
        Health.Builder health = isMember ? Health.up() : Health.unknown();
        health.withDetail("node", now.self().name())
                .withDetail("agent", now.state().name())
                .withDetail("stage", now.stage().name())
                .withDetail("detail", now.stageDetail())
                .withDetail("mode", now.mode().name())
                .withDetail("epoch", now.epoch())
                .withDetail("members", now.members().size())
                .withDetail("score", now.status().score());
        if (now.leader() != null) {
            health.withDetail("leader", now.leader().name());
        }
        return health.build();
    }
}
