package io.bellwether.spring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.protocol.health.HealthInput;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MeterHealthTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<HealthInput> told = new ArrayList<>();
    private final MeterHealth health = new MeterHealth(registry, 1_000, told::add);

    private AtomicReference<Double> gauge(String name, String tag, String value) {
        AtomicReference<Double> reading = new AtomicReference<>(0.0);
        Gauge.builder(name, reading, r -> Objects.requireNonNull(r.get()))
                .tag(tag, value)
                .register(registry);
        return reading;
    }

    private List<HealthInput> round() {
        told.clear();
        health.go();
        return told;
    }

    private double points() {
        return ((HealthInput.Contributed) round().getFirst()).points();
    }

    @Test
    void whereThereAreNoSuchMetersNothingIsSaid() {
        assertThat(round()).isEmpty();
    }

    @Test
    void aPoolIsWorthTheShareOfThoseServed() {
        var active = gauge("hikaricp.connections.active", "pool", "main");
        var pending = gauge("hikaricp.connections.pending", "pool", "main");
        active.set(10.0);
        assertThat(round()).containsExactly(new HealthInput.Contributed("pool/main", 100));
        pending.set(10.0);
        assertThat(round()).containsExactly(new HealthInput.Contributed("pool/main", 50));
        pending.set(90.0);
        assertThat(round()).containsExactly(new HealthInput.Contributed("pool/main", 10));
    }

    @Test
    void theWorstLagOfAllConsumersCounts() {
        gauge("kafka.consumer.fetch.manager.records.lag.max", "client.id", "a").set(10.0);
        var other = gauge("kafka.consumer.fetch.manager.records.lag.max", "client.id", "b");
        other.set(1_000.0);
        assertThat(round()).containsExactly(new HealthInput.Contributed("kafka-lag", 50));
        other.set(0.0);
        assertThat(points()).isCloseTo(99, within(0.1));
        other.set(9_000.0);
        assertThat(points()).isCloseTo(10, within(0.1));
    }

    @Test
    void aLagThatIsNoNumberIsNotKnown() {
        var lag = gauge("kafka.consumer.fetch.manager.records.lag.max", "client.id", "a");
        lag.set(5.0);
        round();
        lag.set(Double.NaN);
        assertThat(round()).containsExactly(new HealthInput.Withdrawn("kafka-lag"));
        assertThat(round()).isEmpty();
    }
}
