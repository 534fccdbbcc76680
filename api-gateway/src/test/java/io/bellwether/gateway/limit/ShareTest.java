package io.bellwether.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.gateway.limit.Share.Fetched;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ShareTest {

    private static final long SECOND = 1_000_000_000L;

    private final Share share = new Share();

    @Test
    void whatWasFetchedIsUsedUpAndNoMore() {
        assertThat(share.take(0)).isFalse();
        fetch(3, 10);

        assertThat(share.remaining()).isEqualTo(13);
        assertThat(share.take(1)).isTrue();
        assertThat(share.take(2)).isTrue();
        assertThat(share.take(3)).isTrue();
        assertThat(share.take(4)).isFalse();
        assertThat(share.remaining()).isEqualTo(10);
    }

    @Test
    void whatIsNotUsedWithinASecondLapses() {
        fetch(3, 10);

        assertThat(share.take(SECOND - 1)).isTrue();
        assertThat(share.take(SECOND)).isFalse();
        assertThat(share.remaining()).isEqualTo(10);
    }

    @Test
    void whoeverAsksWhileItIsFetchedWaitsForTheSame() {
        Sinks.One<Fetched> redis = Sinks.one();
        var asked = new AtomicInteger();
        var heard = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            share.fetch(
                            () -> {
                                asked.incrementAndGet();
                                return redis.asMono();
                            },
                            () -> 0)
                    .subscribe(fetched -> heard.incrementAndGet());
        }
        redis.tryEmitValue(new Fetched(4, 7));

        assertThat(asked).hasValue(1);
        assertThat(heard).hasValue(10);
        assertThat(share.remaining()).isEqualTo(11);
    }

    /** Of ten who wait for four, six have to fetch again when they hear of it, and not be told of the same four once more. */
    @Test
    void whoHearsThatItIsFetchedCanFetchAgain() {
        Sinks.One<Fetched> first = Sinks.one();
        var again = new AtomicInteger();
        share.fetch(first::asMono, () -> 0)
                .flatMap(fetched -> share.fetch(
                        () -> {
                            again.incrementAndGet();
                            return Mono.just(new Fetched(2, 0));
                        },
                        () -> 0))
                .subscribe();
        first.tryEmitValue(new Fetched(4, 7));

        assertThat(again).hasValue(1);
        assertThat(share.remaining()).isEqualTo(6);
    }

    /** Redis does not answer: nothing is fetched, and the next one tries again. */
    @Test
    void aFetchThatComesToNothingIsOver() {
        assertThat(share.fetch(Mono::empty, () -> 0).blockOptional()).isEmpty();
        fetch(3, 10);

        assertThat(share.remaining()).isEqualTo(13);
    }

    private void fetch(long count, long left) {
        share.fetch(() -> Mono.just(new Fetched(count, left)), () -> 0).block();
    }

    @Test
    void aTwentiethOfASecondIsFetchedAtOnce() {
        assertThat(new Rate(2_000, 4_000).share()).isEqualTo(100);
        assertThat(new Rate(5, 5).share()).isEqualTo(1);
    }

    @Test
    void aRateThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> new Rate(0, 5)).hasMessageContaining("at least 1 request a second, got 0");
        assertThatThrownBy(() -> new Rate(5, 4)).hasMessageContaining("(4) must not be less than its rate (5)");
    }
}
