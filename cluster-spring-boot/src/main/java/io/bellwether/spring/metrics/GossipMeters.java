package io.bellwether.spring.metrics;

import io.bellwether.agent.metrics.AgentObserver;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * How fast and over how many nodes news came. The agent is there before the registries, so what it hears until the first
 * of them is bound is not measured.
 */
public final class GossipMeters implements AgentObserver, MeterBinder {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };
    private static final double[] HOP_BUCKETS = {1, 2, 3, 4, 6, 8, 12};

    private final List<Pair> changes = new CopyOnWriteArrayList<>();
    private final List<Pair> rumours = new CopyOnWriteArrayList<>();

    private record Pair(Timer propagation, DistributionSummary hops) {

        void record(int ageMillis, int hopCount) {
            propagation.record(ageMillis, TimeUnit.MILLISECONDS);
            hops.record(hopCount);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        changes.add(pair(registry, "view"));
        rumours.add(pair(registry, "state"));
    }

    private static Pair pair(MeterRegistry registry, String kind) {
        Timer propagation = Timer.builder(MeterNames.PROPAGATION)
                .description("From the writing of a piece of news to its first arrival here")
                .tag("kind", kind)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        DistributionSummary hops = DistributionSummary.builder(MeterNames.HOPS)
                .description("Through how many nodes a piece of news came here")
                .tag("kind", kind)
                .serviceLevelObjectives(HOP_BUCKETS)
                .register(registry);
        return new Pair(propagation, hops);
    }

    @Override
    public void deltaHeard(long version, int ageMillis, int hops) {
        changes.forEach(pair -> pair.record(ageMillis, hops));
    }

    @Override
    public void rumourHeard(int ageMillis, int hops) {
        rumours.forEach(pair -> pair.record(ageMillis, hops));
    }
}
