package io.bellwether.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MissingHelpTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    MissingHelpTest() {
        registry.config().meterFilter(new MissingHelp());
    }

    @Test
    void aMeterOfALibraryWithoutATextGetsOneAndKeepsItsTags() {
        Meter.Id id = Timer.builder("http.server.requests")
                .tag("uri", "/logs")
                .register(registry)
                .getId();
        assertThat(id.getDescription()).isNotBlank();
        assertThat(id.getTag("uri")).isEqualTo("/logs");
        assertThat(id.getType()).isEqualTo(Meter.Type.TIMER);
    }

    @Test
    void aTextThatIsThereStaysAndAnUnknownMeterStaysAsItIs() {
        assertThat(Timer.builder("http.server.requests")
                        .description("ours")
                        .register(registry)
                        .getId()
                        .getDescription())
                .isEqualTo("ours");
        assertThat(Counter.builder("orders").register(registry).getId().getDescription())
                .isNull();
    }
}
