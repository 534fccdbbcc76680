package io.bellwether.spring.health;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How many health contributors were asked, by what came of it. */
public final class HealthCheckCounts {

    private final Map<CheckOutcome, LongAdder> counts = new EnumMap<>(CheckOutcome.class);

    public HealthCheckCounts() {
        for (CheckOutcome outcome : CheckOutcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void one(CheckOutcome outcome) {
        Objects.requireNonNull(counts.get(outcome)).increment();
    }

    public long get(CheckOutcome outcome) {
        return Objects.requireNonNull(counts.get(outcome)).sum();
    }
}
