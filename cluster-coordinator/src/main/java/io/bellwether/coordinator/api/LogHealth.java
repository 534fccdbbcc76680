package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.raft.AgreedLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * In the liveness probe: whether the log runs and what is committed gets applied. Where not, a restart helps; one that waits
 * for the others to found the cluster with it would only wait again.
 */
@Component("log")
final class LogHealth implements HealthIndicator {

    private final Host host;

    LogHealth(Host host) {
        this.host = host;
    }

    @Override
    public Health health() {
        AgreedLog.Status log = host.log();
        Health.Builder health = log.isLive() || !host.hasBegun() ? Health.up() : Health.down();
        return health.withDetail("running", log.running())
                .withDetail("committed", log.commitIndex())
                .withDetail("applied", log.consumedIndex())
                .build();
    }
}
