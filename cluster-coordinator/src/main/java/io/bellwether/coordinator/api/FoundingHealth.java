package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** In the readiness probe: whether this coordinator has begun, and whom it waits for where it has nothing to begin with. */
@Component("founding")
final class FoundingHealth implements HealthIndicator {

    /** Where it was told to join. */
    private static final String A_LEADER = "a leader that does not count on it yet";

    private final Host host;

    FoundingHealth(Host host) {
        this.host = host;
    }

    @Override
    public Health health() {
        if (host.hasBegun()) {
            return Health.up().build();
        }
        List<String> founders =
                host.missingFounders().stream().map(NodeId::name).sorted().toList();
        return Health.outOfService()
                .withDetail("waitsFor", founders.isEmpty() ? List.of(A_LEADER) : founders)
                .build();
    }
}
