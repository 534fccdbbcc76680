package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ZonesTest {

    @Test
    void aZoneThatCanCarryItKeepsAll() {
        assertThat(Zones.localShare("a", Map.of("a", 1, "b", 1), Map.of("a", 10.0, "b", 10.0)))
                .isEqualTo(1);
    }

    @Test
    void aZoneWithHalfItsShareKeepsHalf() {
        assertThat(Zones.localShare("a", Map.of("a", 1, "b", 1), Map.of("a", 10.0, "b", 30.0)))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theOnlyGatewayKeepsNoMoreThanItsZoneHas() {
        assertThat(Zones.localShare("a", Map.of("a", 1), Map.of("a", 10.0, "b", 10.0, "c", 20.0)))
                .isCloseTo(0.25, within(1e-9));
    }

    @Test
    void withoutZonesOrWithoutAnybodyNearNothingIsLocal() {
        assertThat(Zones.localShare("", Map.of(), Map.of("", 10.0))).isZero();
        assertThat(Zones.localShare("a", Map.of("a", 1), Map.of("b", 10.0))).isZero();
    }
}
