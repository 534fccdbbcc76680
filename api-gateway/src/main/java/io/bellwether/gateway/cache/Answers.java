package io.bellwether.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bellwether.gateway.cache.Lookup.Scope;
import io.bellwether.gateway.redis.SharedRedis;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveRedisOperations;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Answers to queries, in Redis where it answers and else in this process. Answers belong to a group; a write gives up all of
 * its group at once by counting up its generation.
 */
final class Answers {

    private final ReactiveRedisOperations<String, byte[]> redis;
    private final SharedRedis gate;
    private final CacheProperties properties;
    private final Clock clock;
    private final Cache<String, CachedAnswer> own;
    private final Map<String, Group> groups = new ConcurrentHashMap<>();

    Answers(ReactiveRedisOperations<String, byte[]> redis, SharedRedis gate, CacheProperties properties, Clock clock) {
        this.redis = redis;
        this.gate = gate;
        this.properties = properties;
        this.clock = clock;
        this.own = Caffeine.newBuilder()
                .maximumWeight(properties.memory().toBytes())
                .weigher((String key, CachedAnswer answer) -> key.length() + answer.bytes())
                // Never longer than any route keeps an answer; how long each does is looked at when it is read.
                .expireAfterWrite(AnswerCacheGatewayFilterFactory.TTL_MOST)
                .build();
    }

    Mono<Lookup> get(String key, String group, Duration ttl) {
        return gate.call("get", () -> redis.opsForValue().multiGet(List.of(CacheKey.generation(group), key)))
                .map(found -> shared(found, ttl))
                .switchIfEmpty(Mono.fromSupplier(() -> inProcess(key, group, ttl)));
    }

    private Lookup shared(List<byte[]> found, Duration ttl) {
        long generation = number(found.get(0));
        byte[] entry = found.get(1);
        CachedAnswer answer = entry == null ? null : CachedAnswer.decode(entry).orElse(null);
        return lookup(answer, generation, ttl, Scope.SHARED);
    }

    private Lookup inProcess(String key, String group, Duration ttl) {
        return lookup(own.getIfPresent(key), group(group).generation.get(), ttl, Scope.PROCESS);
    }

    private Lookup lookup(@Nullable CachedAnswer answer, long generation, Duration ttl, Scope scope) {
        boolean holds = answer != null
                && answer.generation() == generation
                && clock.millis() - answer.atMillis() < ttl.toMillis();
        return answer != null && holds ? new Lookup.Hit(answer, scope) : new Lookup.Miss(generation, scope);
    }

    /** Keeps an answer where it was looked for. */
    Mono<Void> put(String key, CachedAnswer answer, Duration ttl, Scope scope) {
        if (scope == Scope.PROCESS) {
            own.put(key, answer);
            return Mono.empty();
        }
        return gate.call("put", () -> redis.opsForValue().set(key, answer.encode(), ttl))
                .then();
    }

    /** Something was written: what was answered before no longer holds, from a moment later on. */
    void giveUp(String name) {
        Group group = group(name);
        if (group.isPending.compareAndSet(false, true)) {
            Mono.delay(properties.writesSettle(), Schedulers.parallel())
                    .doOnNext(tick -> {
                        group.isPending.set(false);
                        group.generation.incrementAndGet();
                    })
                    .then(gate.call("give-up", () -> redis.opsForValue().increment(CacheKey.generation(name))))
                    .subscribe();
        }
    }

    private Group group(String name) {
        return groups.computeIfAbsent(name, unused -> new Group());
    }

    private static long number(byte @Nullable [] text) {
        if (text == null) {
            return 0;
        }
        try {
            return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            // Not ours: nothing that is kept can be of it.
            return -1;
        }
    }

    /** What this process knows of a group. */
    private static final class Group {
        private final AtomicLong generation = new AtomicLong();
        private final AtomicBoolean isPending = new AtomicBoolean();
    }
}
