package io.bellwether.agent.client;

import io.bellwether.agent.exchange.Exchange;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One coordinator, and whether it is worth asking just now. */
final class Endpoint {

    private static final int CALLS_MIN = 2;
    private static final int CALLS_MAX = 4;
    private static final float FAILURES_PERCENT_MAX = 50;

    /** Short: a process that was cut off has to be back soon after the cut ends. */
    private static final Duration OPEN = Duration.ofSeconds(2);

    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(CALLS_MAX)
            .minimumNumberOfCalls(CALLS_MIN)
            .failureRateThreshold(FAILURES_PERCENT_MAX)
            .waitDurationInOpenState(OPEN)
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();

    private final URI base;
    private final URI ask;
    private final CircuitBreaker breaker;

    Endpoint(URI base) {
        String text = base.toString();
        this.base = base;
        this.ask = URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + Exchange.PATH);
        this.breaker = CircuitBreaker.of(text, BREAKER);
    }

    URI base() {
        return base;
    }

    URI ask() {
        return ask;
    }

    /** Whether it may be asked; if so, one of the other two methods follows. */
    boolean mayAsk() {
        return breaker.tryAcquirePermission();
    }

    void answered(long nanos) {
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            // It was asked as the last resort, and it works.
            breaker.reset();
        }
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void failed(long nanos, Throwable cause) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, cause);
    }

    /** Nothing came of it that says anything about the coordinator. */
    void givenUp() {
        breaker.releasePermission();
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
