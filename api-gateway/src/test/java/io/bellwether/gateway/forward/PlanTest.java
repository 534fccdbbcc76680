package io.bellwether.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.util.unit.DataSize;

class PlanTest {

    private static final ForwardProperties DEFAULTS = new ForwardProperties(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            DataSize.ofKilobytes(256),
            DataSize.ofMegabytes(32));

    @Test
    void aRouteThatSaysNothingIsSentOnByTheDefaults() {
        assertThat(plan(Map.of()))
                .isEqualTo(new Plan(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Plan.Repeat.SAFE,
                        false,
                        Plan.ReadOnly.PASS));
    }

    @Test
    void whatARouteSaysCounts() {
        assertThat(plan(Map.of(
                        "try-timeout", "2s",
                        "deadline", "PT10S",
                        "body-timeout", "1m",
                        "repeat", "ids",
                        "writes", "leader",
                        "read-only", "refuse")))
                .isEqualTo(new Plan(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Plan.Repeat.IDS,
                        true,
                        Plan.ReadOnly.REFUSE));
    }

    @ParameterizedTest
    @CsvSource({
        "repeat, twice, 'repeat must be one of never, safe, ids'",
        "writes, me, 'writes must be anybody or leader'",
        "read-only, maybe, 'read-only must be one of refuse, pass'",
        "deadline, -1s, 'must be positive'",
        "try-timeout, 1h, 'must not be longer than deadline'",
        "retries, 3, \"'retries' is not known; known are body-timeout, deadline\"",
    })
    void whatCannotBeMeantIsRefusedWithTheRouteAndTheRule(String key, String value, String rule) {
        assertThatThrownBy(() -> plan(Map.of(key, value)))
                .isInstanceOf(RouteSettingsException.class)
                .hasMessageContaining("'orders'")
                .hasMessageContaining(rule.replace("\"", ""));
    }

    private static Plan plan(Map<String, Object> metadata) {
        Route route = Route.async()
                .id("orders")
                .uri(URI.create("lb://orders"))
                .predicate(exchange -> true)
                .metadata(metadata)
                .build();
        return Plan.of(route, DEFAULTS);
    }
}
