package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.protocol.membership.NodeId;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** In the readiness probe: whether this coordinator has begun, and whom it waits for where it has nothing to begin with. */
@Component("founding")
final class FoundingHealth implements HealthIndicator {

    private final Host host;

    FoundingHealth(Host host) {
        this.host = host;
    }

    @Override
    public Health health() {
        Health.Builder health = host.hasBegun() ? Health.up() : Health.outOfService();
        return health.withDetail(
                        "waitsFor",
                        host.missingFounders().stream()
                                .map(NodeId::name)
                                .sorted()
                                .toList())
                .build();
    }
}
