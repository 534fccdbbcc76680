package io.bellwether.coordinator.metrics;

import io.bellwether.coordinator.projection.Progress;
import io.bellwether.coordinator.projection.Projections;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What the leader copies to Kafka and Redis, by target; no series where nothing is configured. */
final class ProjectionMeters implements MeterBinder {

    private static final String TARGET = "target";

    private final Projections projections;

    ProjectionMeters(Projections projections) {
        this.projections = projections;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Progress progress : projections.progress()) {
            bind(progress, registry);
        }
    }

    private void bind(Progress progress, MeterRegistry registry) {
        String target = progress.target().code();
        FunctionCounter.builder(MeterNames.PROJECTION_WRITTEN, progress, Progress::written)
                .description("Records copied out of the cluster that the back end has acknowledged")
                .tag(TARGET, target)
                .register(registry);
        FunctionCounter.builder(MeterNames.PROJECTION_DROPPED, progress, Progress::dropped)
                .description("Records that were not copied out of the cluster and never will be")
                .tag(TARGET, target)
                .register(registry);
        FunctionCounter.builder(MeterNames.PROJECTION_FAILURES, progress, Progress::failures)
                .description("Tries to copy out of the cluster that failed")
                .tag(TARGET, target)
                .register(registry);
        Gauge.builder(MeterNames.PROJECTION_LAG, progress, this::lag)
                .description("Records that are still to be copied out of the cluster; from the leader only")
                .baseUnit("events")
                .tag(TARGET, target)
                .register(registry);
        Gauge.builder(MeterNames.PROJECTION_UP, progress, this::up)
                .description("1 while the leader copies, 0 while it should and cannot; from the leader only")
                .tag(TARGET, target)
                .register(registry);
    }

    private double lag(Progress progress) {
        return projections.isWriting() ? progress.lag() : Double.NaN;
    }

    private double up(Progress progress) {
        return projections.isWriting()
                ? switch (progress.state().phase()) {
                    case WAITING -> Double.NaN;
                    case WRITING -> 1;
                    case FAILING -> 0;
                }
                : Double.NaN;
    }
}
