package io.bellwether.gateway.routing;

import io.bellwether.gateway.routing.Pool.PoolListener;
import io.bellwether.gateway.routing.RoutingProperties.CircuitSettings;
import io.bellwether.gateway.routing.RoutingProperties.EjectionSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes the pool of a service, and the records of its instances, as the settings have it. */
final class PoolFactory {

    /** Told of what happens in the pool of this service. */
    interface Listeners extends Function<String, PoolListener> {}

    private final RoutingProperties settings;
    private final RandomGenerator random;
    private final CircuitBreakerConfig circuits;
    private final Listeners listeners;

    PoolFactory(RoutingProperties settings, RandomGenerator random, LongSupplier nanoTime, Listeners listeners) {
        this.settings = settings;
        this.random = random;
        this.circuits = circuits(settings.circuit(), nanoTime);
        this.listeners = listeners;
    }

    Pool create(String service, long nowNanos) {
        return new Pool(this::backend, settings, random, listeners.apply(service), nowNanos);
    }

    private Backend backend(Facts facts, long nowNanos) {
        EjectionSettings ejection = settings.ejection();
        return new Backend(
                facts,
                new Load(nowNanos),
                new Ejection(ejection.failures(), ejection.time(), ejection.timeMax()),
                new SlowStart(settings.slowStart(), settings.slowStartFrom() / 100.0),
                CircuitBreaker.of(facts.key(), circuits));
    }

    private static CircuitBreakerConfig circuits(CircuitSettings settings, LongSupplier nanoTime) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize(Math.toIntExact(settings.window().toSeconds()))
                .minimumNumberOfCalls(settings.callsMin())
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .maxWaitDurationInHalfOpenState(settings.openFor())
                .clock(new MonotonicClock(nanoTime))
                .currentTimestampFunction(unused -> nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
                .writableStackTraceEnabled(false)
                .build();
    }
}
