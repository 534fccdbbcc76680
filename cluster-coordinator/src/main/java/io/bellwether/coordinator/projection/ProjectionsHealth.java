package io.bellwether.coordinator.projection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * In {@code /actuator/health}: how each copy gets on. Always up, since a coordinator is none the worse without them:
 * {@code cluster_projection_up} is what to be woken by.
 */
@Component("projections")
final class ProjectionsHealth implements HealthIndicator {

    private final Projections projections;

    ProjectionsHealth(Projections projections) {
        this.projections = projections;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (Progress each : projections.progress()) {
            health.withDetail(each.target().code(), told(each));
        }
        return health.build();
    }

    private static Map<String, Object> told(Progress progress) {
        Map<String, Object> told = new LinkedHashMap<>();
        Progress.State state = progress.state();
        told.put("state", state.phase());
        told.put("since", state.since());
        told.put("detail", state.detail());
        told.put("written", progress.written());
        told.put("dropped", progress.dropped());
        told.put("failures", progress.failures());
        if (!Double.isNaN(progress.lag())) {
            told.put("lag", (long) progress.lag());
        }
        if (progress.lastWritten() != null) {
            told.put("lastWritten", progress.lastWritten());
        }
        return told;
    }
}
