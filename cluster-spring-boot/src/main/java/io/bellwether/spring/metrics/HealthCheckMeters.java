package io.bellwether.spring.metrics;

import io.bellwether.spring.health.CheckOutcome;
import io.bellwether.spring.health.HealthCheckCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What came of asking the health contributors. */
public final class HealthCheckMeters implements MeterBinder {

    private final HealthCheckCounts counts;

    public HealthCheckMeters(HealthCheckCounts counts) {
        this.counts = counts;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (CheckOutcome outcome : CheckOutcome.values()) {
            FunctionCounter.builder(MeterNames.HEALTH_CHECKS, counts, c -> c.get(outcome))
                    .description("Health contributors asked for the score, by what came of it")
                    .tag("outcome", outcome.label())
                    .register(registry);
        }
    }
}
