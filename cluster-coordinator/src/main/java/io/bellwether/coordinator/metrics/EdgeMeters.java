package io.bellwether.coordinator.metrics;

import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.NodeId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What members see of each other, from the leader only. A picture is taken every second, not at each scrape, so that
 * however many ask costs no more; series come and go with what is on it.
 */
final class EdgeMeters implements MeterBinder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeMeters.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final Supplier<Picture> camera;
    private final List<Gauges> bound = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(work -> Workers.daemon(work, "coordinator-edges"));
    private volatile Picture picture = Picture.NONE;
    private boolean failedBefore;

    private record Gauges(MultiGauge edges, MultiGauge counts, MultiGauge phis) {}

    EdgeMeters(Supplier<Picture> camera) {
        this.camera = camera;
        var unused =
                timer.scheduleWithFixedDelay(this::refreshOrTell, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bound.add(new Gauges(
                MultiGauge.builder(MeterNames.EDGE_STATE)
                        .description("An edge as its observer sees it, from the leader only: 0 good, 1 lossy,"
                                + " 2 deaf (the subject does not hear the observer), 3 silent; the worst where there"
                                + " are too many")
                        .register(registry),
                MultiGauge.builder(MeterNames.EDGES)
                        .description("Edges by how their observers see them, all of them; from the leader only")
                        .register(registry),
                MultiGauge.builder(MeterNames.MEMBER_PHI)
                        .description("How unlikely the silence of a member is: the median of phi over its observers;"
                                + " from the leader only")
                        .register(registry)));
    }

    private void refreshOrTell() {
        try {
            refresh();
            failedBefore = false;
        } catch (RuntimeException e) {
            // Thrown on, it would end the timer: the next picture may do better.
            if (!failedBefore) {
                failedBefore = true;
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("action", "metrics.edges.failed")
                        .log(
                                "the edges cannot be shown as metrics, those of before stand still; tried again every second");
            }
        }
    }

    /** Takes a new picture and shows it. One thread at a time. */
    void refresh() {
        Picture now = camera.get();
        picture = now;
        for (Gauges gauges : bound) {
            gauges.edges.register(now.edges().keySet().stream().map(this::row).toList());
            gauges.counts.register(now.counts().keySet().stream().map(this::row).toList());
            gauges.phis.register(now.phis().keySet().stream().map(this::row).toList());
        }
    }

    // The functions read the newest picture, so that a series that stays is not made again.
    private MultiGauge.Row<?> row(Picture.Edge edge) {
        Tags names = Tags.of(
                "observer", edge.observer().name(), "subject", edge.subject().name());
        return MultiGauge.Row.of(names, edge, each -> known(picture.edges().get(each)));
    }

    private MultiGauge.Row<?> row(EdgeVerdict verdict) {
        return MultiGauge.Row.of(
                Tags.of("state", verdict.name().toLowerCase(Locale.ROOT)),
                verdict,
                each -> known(picture.counts().get(each)));
    }

    private MultiGauge.Row<?> row(NodeId id) {
        return MultiGauge.Row.of(
                Tags.of("node", id.name()), id, each -> known(picture.phis().get(each)));
    }

    private static double known(@Nullable Number value) {
        return value == null ? Double.NaN : value.doubleValue();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
