package io.bellwether.spring.health;

import io.bellwether.protocol.health.HealthInput;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads from the meters how short connection pools are and how far Kafka consumers lag behind. */
public final class MeterHealth implements HealthRound {

    static final String LAG = "kafka-lag";

    private static final String ACTIVE = "hikaricp.connections.active";
    private static final String PENDING = "hikaricp.connections.pending";
    private static final String RECORDS_LAG_MAX = "kafka.consumer.fetch.manager.records.lag.max";
    private static final double WELL = 100;

    private final MeterRegistry registry;
    private final long lagHalf;
    private final Consumer<HealthInput> agent;
    private Set<String> told = new TreeSet<>();

    /** With this lag worth 50 points. */
    public MeterHealth(MeterRegistry registry, long lagHalf, Consumer<HealthInput> agent) {
        this.registry = registry;
        this.lagHalf = lagHalf;
        this.agent = agent;
    }

    @Override
    public void go() {
        Map<String, Double> points = new TreeMap<>();
        pools(points);
        lag(points);
        points.forEach((name, value) -> agent.accept(new HealthInput.Contributed(name, value)));
        told.stream()
                .filter(name -> !points.containsKey(name))
                .forEach(name -> agent.accept(new HealthInput.Withdrawn(name)));
        told = new TreeSet<>(points.keySet());
    }

    /** The points of a pool are the share of those who want a connection that have one. */
    private void pools(Map<String, Double> points) {
        for (Gauge pending : registry.find(PENDING).gauges()) {
            String pool = pending.getId().getTag("pool");
            double waiting = pending.value();
            double active = pool == null ? Double.NaN : gauge(ACTIVE, pool);
            if (waiting >= 0 && active >= 0) {
                points.put("pool/" + pool, waiting == 0 ? WELL : WELL * active / (active + waiting));
            }
        }
    }

    private double gauge(String name, String pool) {
        Gauge gauge = registry.find(name).tag("pool", pool).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    /** The worst lag of all consumers counts; 50 points at the lag that is set, half of the rest for as much again. */
    private void lag(Map<String, Double> points) {
        double worst = Double.NaN;
        for (Meter meter : registry.find(RECORDS_LAG_MAX).meters()) {
            // Not a number where a consumer has fetched nothing of late.
            double lag = meter instanceof Gauge gauge ? gauge.value() : Double.NaN;
            if (lag >= 0 && !(lag <= worst)) {
                worst = lag;
            }
        }
        if (!Double.isNaN(worst)) {
            points.put(LAG, WELL * lagHalf / (lagHalf + worst));
        }
    }
}
