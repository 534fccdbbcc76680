package io.bellwether.gateway.cache;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.ReactiveRedisOperations;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Answers in Redis. No call of it ever fails or takes longer than its time-out; the worst it does is to find nothing. */
final class AnswerCache {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);
    // Reactor's key for what a chain does with an error that nobody waits for any more.
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ReactiveRedisOperations<String, byte[]> redis;
    private final CacheProperties properties;
    private final CacheGate gate;
    private final Counter getFailures;
    private final Counter putFailures;

    AnswerCache(ReactiveRedisOperations<String, byte[]> redis, CacheProperties properties, MeterRegistry meters) {
        this.redis = redis;
        this.properties = properties;
        this.gate = new CacheGate(properties.failuresMax(), properties.pause());
        this.getFailures = failures(meters, "get");
        this.putFailures = failures(meters, "put");
    }

    /** Connects to Redis, so that the first query need not. */
    void connect() {
        redis.hasKey(CacheKey.CONNECT)
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(CONNECT_TIMEOUT)
                .contextWrite(AnswerCache::expectLateFailures)
                .subscribe(
                        found -> LOG.info("Redis answers, queries are cached"),
                        e -> LOG.atWarn()
                                .addKeyValue("action", "cache.away")
                                .addKeyValue("cause", e.toString())
                                .log("Redis does not answer yet, queries go without the cache"));
    }

    /** What the cache could do for a query. */
    sealed interface Lookup {
        record Hit(CachedAnswer answer) implements Lookup {}

        record Miss() implements Lookup {}

        /** Redis was not asked, or did not answer. */
        record Unavailable() implements Lookup {}
    }

    Mono<Lookup> get(String key) {
        if (!gate.mayPass(System.nanoTime())) {
            return Mono.just(new Lookup.Unavailable());
        }
        return redis.opsForValue()
                .get(key)
                .<Lookup>map(entry ->
                        CachedAnswer.decode(entry).<Lookup>map(Lookup.Hit::new).orElseGet(Lookup.Miss::new))
                .defaultIfEmpty(new Lookup.Miss())
                // The first call connects, and blocks its thread while it does: never an event loop's.
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(properties.timeout())
                .contextWrite(AnswerCache::expectLateFailures)
                .doOnNext(lookup -> succeeded())
                .onErrorResume(e -> {
                    failed(getFailures, e);
                    return Mono.just(new Lookup.Unavailable());
                });
    }

    Mono<Void> put(String key, CachedAnswer answer) {
        if (!gate.mayPass(System.nanoTime())) {
            return Mono.empty();
        }
        return redis.opsForValue()
                .set(key, answer.encode(), properties.ttl())
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(properties.timeout())
                .contextWrite(AnswerCache::expectLateFailures)
                .doOnNext(done -> succeeded())
                .onErrorResume(e -> {
                    failed(putFailures, e);
                    return Mono.empty();
                })
                .then();
    }

    private void succeeded() {
        if (gate.succeeded()) {
            LOG.atInfo().addKeyValue("action", "cache.back").log("Redis answers again, queries are cached");
        }
    }

    private void failed(Counter failures, Throwable e) {
        failures.increment();
        if (gate.failed(System.nanoTime())) {
            LOG.atWarn()
                    .addKeyValue("action", "cache.away")
                    .addKeyValue("cause", e.toString())
                    .log("Redis does not answer, queries go without the cache");
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

    private static Counter failures(MeterRegistry meters, String operation) {
        return Counter.builder(GatewayMetrics.CACHE_FAILURES)
                .description("Calls of Redis that failed or took too long")
                .tag("operation", operation)
                .register(meters);
    }
}
