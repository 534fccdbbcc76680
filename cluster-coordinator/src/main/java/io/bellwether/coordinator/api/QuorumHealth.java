package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.raft.AgreedLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** In {@code /actuator/health}: whether a majority stands behind a leader, and the role of this coordinator. */
@Component("quorum")
final class QuorumHealth implements HealthIndicator {

    private final Host host;

    QuorumHealth(Host host) {
        this.host = host;
    }

    @Override
    public Health health() {
        AgreedLog.Status log = host.log();
        Health.Builder health = host.hasQuorum() ? Health.up() : Health.outOfService();
        return health.withDetail("role", log.leading() ? "LEADER" : "FOLLOWER")
                .withDetail(
                        "leader", log.leader() == null ? "none" : log.leader().name())
                .withDetail("term", log.term())
                .build();
    }
}
