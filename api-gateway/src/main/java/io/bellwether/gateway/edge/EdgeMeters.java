package io.bellwether.gateway.edge;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts what is refused at the door, and tells how many are inside. */
final class EdgeMeters {

    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Counter badHeads;
    private final Counter slowHeads;
    private final Counter refusedConnections;
    private final MeterRegistry meters;

    EdgeMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, counter(refusal.code(), meters));
        }
        badHeads = counter("head-malformed", meters);
        slowHeads = counter("head-too-slow", meters);
        refusedConnections = counter("too-many-connections", meters);
    }

    void refused(Refusal refusal) {
        Objects.requireNonNull(refused.get(refusal)).increment();
    }

    void badHead() {
        badHeads.increment();
    }

    void slowHead() {
        slowHeads.increment();
    }

    void connectionRefused() {
        refusedConnections.increment();
    }

    void showRequests(Places places) {
        Gauge.builder(GatewayMetrics.REQUESTS_INSIDE, places, Places::taken)
                .description("Requests that are being sent on")
                .register(meters);
        Gauge.builder(GatewayMetrics.REQUESTS_LIMIT, places, Places::most)
                .description("Requests that are sent on at once at most")
                .register(meters);
    }

    void showConnections(Places places) {
        Gauge.builder(GatewayMetrics.CONNECTIONS_OPEN, places, Places::taken)
                .description("Connections that clients hold open")
                .register(meters);
        Gauge.builder(GatewayMetrics.CONNECTIONS_LIMIT, places, Places::most)
                .description("Connections that are held at once at most")
                .register(meters);
    }

    private static Counter counter(String reason, MeterRegistry meters) {
        return Counter.builder(GatewayMetrics.REFUSED)
                .description("Requests refused at the door, by why")
                .tag("reason", reason)
                .register(meters);
    }
}
