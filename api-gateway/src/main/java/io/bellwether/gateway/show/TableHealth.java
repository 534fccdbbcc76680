package io.bellwether.gateway.show;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the gateway has heard where the services are. It is part of readiness: before, it would answer that a service is
 * not there. Once heard, that stays; and where no coordinator answers, it is ready after a moment all the same, because it
 * can tell what is wrong better than nobody can.
 */
final class TableHealth implements HealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final @Nullable BooleanSupplier isComplete;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private volatile boolean wasHeard;

    /**
     * @param isComplete whether the list of services has been heard; null where no cluster tells it
     */
    TableHealth(@Nullable BooleanSupplier isComplete, LongSupplier nanoTime) {
        this.isComplete = isComplete;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
    }

    @Override
    public Health health() {
        if (isComplete == null) {
            return Health.up().withDetail("table", "from the settings").build();
        }
        if (wasHeard || isComplete.getAsBoolean()) {
            wasHeard = true;
            return Health.up().withDetail("table", "heard").build();
        }
        return nanoTime.getAsLong() - startedNanos > PATIENCE.toNanos()
                ? Health.up()
                        .withDetail("table", "not heard: no coordinator has let it in")
                        .build()
                : Health.outOfService().withDetail("table", "not heard yet").build();
    }
}
