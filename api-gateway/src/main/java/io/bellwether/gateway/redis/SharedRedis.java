package io.bellwether.gateway.redis;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Calls of Redis, none of which ever fails or takes longer than its time-out: what is not answered is empty. After some
 * failures in a row it is left alone for a while, so that no request waits for what is away.
 */
public final class SharedRedis {

    private static final Logger LOG = LoggerFactory.getLogger(SharedRedis.class);
    // Reactor's key for what a chain does with an error that nobody waits for any more.
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";
    private static final List<String> OPERATIONS = List.of("connect", "get", "put", "give-up", "limit");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final RedisSettings settings;
    private final Gate gate;
    private final MeterRegistry meters;
    private final Map<String, Counter> failures = new ConcurrentHashMap<>();
    private volatile @Nullable Away away;

    public SharedRedis(RedisSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.gate = new Gate(settings.failuresMax(), settings.pause());
        this.meters = meters;
        // From the beginning: an alert cannot see the first step of a counter that begins with it.
        OPERATIONS.forEach(operation -> failures.put(operation, counter(operation)));
    }

    /**
     * That it is away.
     *
     * @param sinceNanos Since when, by the monotonic clock.
     */
    public record Away(long sinceNanos, String cause) {}

    /** Whether it is away, and why. */
    public Optional<Away> away() {
        return Optional.ofNullable(away);
    }

    public boolean isUsed() {
        return settings.enabled();
    }

    /** Whether what is kept here is kept for all gateways, in a word. */
    public enum Standing {
        ANSWERS,
        AWAY,
        NOT_USED
    }

    /** How it stands now. */
    public Standing standing() {
        if (!isUsed()) {
            return Standing.NOT_USED;
        }
        return away == null ? Standing.ANSWERS : Standing.AWAY;
    }

    /** Connects, so that the first request need not. */
    void connect(Supplier<? extends Mono<?>> question) {
        question.get()
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(CONNECT_TIMEOUT)
                .contextWrite(SharedRedis::expectLateFailures)
                .subscribe(
                        found -> LOG.info("Redis answers: queries are cached and requests counted for all gateways"),
                        failure -> failed("connect", failure));
    }

    /**
     * What Redis answers to this, if it does, and in time. The call must answer something.
     *
     * @param operation Names it in the metric of failures; few.
     */
    public <T> Mono<T> call(String operation, Supplier<Mono<T>> call) {
        // When it is asked, and not when that is planned: the gate may be another by then.
        return Mono.defer(
                () -> settings.enabled() && gate.mayPass(System.nanoTime()) ? asked(operation, call) : Mono.empty());
    }

    private <T> Mono<T> asked(String operation, Supplier<Mono<T>> call) {
        boolean isTrial = away != null;
        return Mono.defer(call)
                // The first call connects, and blocks its thread while it does: never an event loop's.
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(settings.timeout())
                .contextWrite(SharedRedis::expectLateFailures)
                .doOnNext(answer -> succeeded(isTrial))
                .onErrorResume(failure -> {
                    failed(operation, failure);
                    return Mono.empty();
                });
    }

    private void succeeded(boolean isTrial) {
        if (away != null && !isTrial) {
            // It set out before Redis fell silent, and says nothing about now: it would come and go several times a
            // second.
            return;
        }
        away = null;
        if (gate.succeeded()) {
            LOG.atInfo()
                    .addKeyValue("action", "redis.back")
                    .log("Redis answers again: queries are cached and requests counted for all gateways");
        }
    }

    private void failed(String operation, Throwable failure) {
        failures.computeIfAbsent(operation, this::counter).increment();
        if (gate.failed(System.nanoTime())) {
            away = new Away(System.nanoTime(), failure.toString());
            LOG.atWarn()
                    .addKeyValue("action", "redis.away")
                    .addKeyValue("cause", failure.toString())
                    .log("Redis does not answer: queries are cached and requests counted in this process alone");
        }
    }

    /**
     * A call that was given up may still fail behind our back. Its time-out was counted and told; by default Reactor
     * would log it again, with its stack.
     */
    private static Context expectLateFailures(Context context) {
        Consumer<Throwable> quiet = e -> LOG.debug("a call of Redis failed after it was given up", e);
        return context.put(ON_ERROR_DROPPED, quiet);
    }

    private Counter counter(String operation) {
        return Counter.builder(GatewayMetrics.REDIS_FAILURES)
                .description("Calls of Redis that failed or took too long")
                .tag("operation", operation)
                .register(meters);
    }
}
