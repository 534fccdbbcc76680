package io.bellwether.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AlarmsTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Alarms alarms = new Alarms(System::nanoTime);

    @AfterEach
    void close() {
        alarms.close();
    }

    @Test
    void whatDoesNotEndInTimeFailsAndIsGivenUp() {
        var givenUp = new AtomicBoolean();
        Mono<String> never = Mono.<String>never().doOnCancel(() -> givenUp.set(true));

        long begun = System.nanoTime();
        assertThatThrownBy(() -> alarms.within(SHORT, never).block(LONG))
                .satisfies(failure -> assertThat(Exceptions.unwrap(failure)).isInstanceOf(TimeoutException.class));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, LONG);
        assertThat(givenUp).isTrue();
    }

    @Test
    void whatEndsInTimeIsAsItWas() {
        assertThat(alarms.within(LONG, Mono.just("fine")).block(LONG)).isEqualTo("fine");
        assertThat(alarms.within(LONG, Mono.empty()).blockOptional(LONG)).isEmpty();
        var failure = new IllegalStateException("its own");
        assertThatThrownBy(() -> alarms.within(LONG, Mono.error(failure)).block(LONG))
                .isSameAs(failure);
    }

    /** Twelve parts a third of the time apart: all of it takes four times as long as nothing may come. */
    @Test
    void whatMovesMayTakeAsLongAsItLikes() {
        Duration time = Duration.ofMillis(900);
        Flux<Long> parts = Flux.interval(time.dividedBy(3)).take(12);

        assertThat(alarms.withoutPause(time, parts).collectList().block(LONG)).hasSize(12);
    }

    @Test
    void whatStandsStillFailsAlsoAfterItHasMoved() {
        var givenUp = new AtomicBoolean();
        Flux<Integer> parts = Flux.concat(Flux.just(1, 2), Flux.never()).doOnCancel(() -> givenUp.set(true));

        assertThatThrownBy(() -> alarms.withoutPause(SHORT, parts).collectList().block(LONG))
                .satisfies(failure -> assertThat(Exceptions.unwrap(failure)).isInstanceOf(TimeoutException.class));
        assertThat(givenUp).isTrue();
    }

    @Test
    void eachWhoAsksForTheSameHasAnAlarmOfHisOwn() {
        Mono<String> slow = alarms.within(SHORT, Mono.never());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> slow.block(LONG))
                    .satisfies(failure -> assertThat(Exceptions.unwrap(failure)).isInstanceOf(TimeoutException.class));
        }
    }
}
