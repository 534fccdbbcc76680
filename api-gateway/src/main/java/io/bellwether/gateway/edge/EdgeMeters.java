package io.bellwether.gateway.edge;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts what is refused at the door. */
final class EdgeMeters {

    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Counter badHeads;
    private final Counter slowHeads;

    EdgeMeters(MeterRegistry meters) {
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, counter(refusal.code(), meters));
        }
        badHeads = counter("head-malformed", meters);
        slowHeads = counter("head-too-slow", meters);
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

    private static Counter counter(String reason, MeterRegistry meters) {
        return Counter.builder(GatewayMetrics.REFUSED)
                .description("Requests refused at the door, by why")
                .tag("reason", reason)
                .register(meters);
    }
}
