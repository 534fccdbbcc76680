package io.bellwether.coordinator.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProjectionPropertiesTest {

    @Test
    void byDefaultNothingIsCopied() {
        var properties = bind(Map.of());

        assertThat(properties.kafka().isOn()).isFalse();
        assertThat(properties.redis().isOn()).isFalse();
        assertThat(properties.problems()).isEmpty();
    }

    @Test
    void allThatIsWrongIsToldWithWhatWorks() {
        var properties = bind(Map.of(
                "kafka.bootstrap-servers", "kafka,other:9092",
                "kafka.sample-interval", "10ms",
                "kafka.samples-max", "0",
                "kafka.health-topic", "cluster-events",
                "redis.port", "70000"));

        assertThat(properties.problems())
                .containsExactlyInAnyOrder(
                        "cluster.projections.kafka.bootstrap-servers are written as host:port, got 'kafka'",
                        "cluster.projections.kafka.sample-interval must be 1s to 10m, got PT0.01S; 10s is the default",
                        "cluster.projections.kafka.samples-max must be 1 to 100000, got 0",
                        "cluster.projections.kafka.events-topic and health-topic must be two topics, got 'cluster-events' twice",
                        "cluster.projections.redis.port must be 1 to 65535, got 70000");
    }

    private static ProjectionProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("cluster.projections." + name, value));
        return new Binder(source).bindOrCreate("cluster.projections", ProjectionProperties.class);
    }
}
