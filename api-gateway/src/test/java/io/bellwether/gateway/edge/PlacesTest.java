package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class PlacesTest {

    private final AtomicInteger done = new AtomicInteger();
    private final Places places = new Places(2);

    private Mono<Void> work() {
        return places.within(() -> Mono.fromRunnable(done::incrementAndGet), PlacesTest::refusal);
    }

    private static Mono<Void> refusal() {
        return Mono.error(new IllegalStateException("full"));
    }

    @Test
    void whoFindsNoPlaceIsRefusedUntilSomebodyGoes() {
        Disposable first = places.within(Mono::never, PlacesTest::refusal).subscribe();
        Disposable second = places.within(Mono::never, PlacesTest::refusal).subscribe();

        assertThatThrownBy(() -> work().block()).hasMessage("full");
        assertThat(done).hasValue(0);

        first.dispose();
        work().block();
        assertThat(done).hasValue(1);
        second.dispose();
    }

    @Test
    void aPlaceIsFreeAgainHoweverTheWorkEnds() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> places.within(
                                    () -> Mono.error(new IllegalArgumentException("failed")), PlacesTest::refusal)
                            .block())
                    .hasMessage("failed");
            assertThatThrownBy(() -> places.within(
                                    () -> {
                                        throw new IllegalArgumentException("thrown");
                                    },
                                    PlacesTest::refusal)
                            .block())
                    .hasMessage("thrown");
        }
        work().block();
        work().block();
        work().block();
        assertThat(done).hasValue(3);
    }

    @Test
    void whoOnlyAsksHoldsNoPlace() {
        for (int i = 0; i < 5; i++) {
            assertThat(work()).isNotNull();
        }
        work().block();
        assertThat(done).hasValue(1);
    }
}
