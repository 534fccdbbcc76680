package io.bellwether.gateway.edge;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

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
        gauge(GatewayMetrics.REQUESTS_INSIDE, "Requests that are being sent on", places, Places::taken);
        gauge(GatewayMetrics.REQUESTS_LIMIT, "Requests that are sent on at once at most", places, Places::most);
    }

    void showConnections(Places places) {
        gauge(GatewayMetrics.CONNECTIONS_OPEN, "Connections that clients hold open", places, Places::taken);
        gauge(GatewayMetrics.CONNECTIONS_LIMIT, "Connections that are held at once at most", places, Places::most);
    }

    private void gauge(String name, String says, Places places, ToDoubleFunction<Places> value) {
        Gauge.builder(name, places, value).description(says).register(meters);
    }

    private static Counter counter(String reason, MeterRegistry meters) {
        return Counter.builder(GatewayMetrics.REFUSED)
                .description("Requests refused at the door, by why")
                .tag("reason", reason)
                .register(meters);
    }
}
