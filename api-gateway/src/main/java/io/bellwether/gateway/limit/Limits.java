package io.bellwether.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bellwether.gateway.limit.Share.Fetched;
import io.bellwether.gateway.redis.SharedRedis;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.core.publisher.Mono;

/**
 * Counts the requests of each client. Redis keeps the count for all gateways, by its own clock; this process fetches a
 * twentieth of a second's requests at once, so that most requests are counted without asking anybody. Several gateways
 * together may let through that much more.
 */
final class Limits {

    /** More clients than this at once are forgotten in turn, and begin with a full burst again. */
    private static final int CLIENTS_MAX = 100_000;

    private static final Duration IDLE = Duration.ofMinutes(2);
    private final ReactiveStringRedisTemplate template;
    private final RedisScript<List<Long>> script;
    private final SharedRedis redis;
    private final LongSupplier nanoTime;
    private final Cache<String, Share> shares = clients();
    private final Cache<String, Bucket> own = clients();

    /** Limits; the script is the library's own, which fills a bucket by the clock of Redis. */
    Limits(
            ReactiveStringRedisTemplate template,
            RedisScript<List<Long>> script,
            SharedRedis redis,
            LongSupplier nanoTime) {
        this.template = template;
        this.script = script;
        this.redis = redis;
        this.nanoTime = nanoTime;
    }

    private static <T> Cache<String, T> clients() {
        return Caffeine.newBuilder()
                .maximumSize(CLIENTS_MAX)
                .expireAfterAccess(IDLE)
                .build();
    }

    /** Whether this client may send one more request over this route. */
    Mono<Verdict> take(String route, String client, Rate rate) {
        String key = "gateway:limit:{%s|%s}:".formatted(route, client);
        if (!redis.isUsed() || redis.away().isPresent()) {
            // It is tried whether Redis is back, beside the request.
            return Mono.fromSupplier(() -> {
                fetch(key, rate, rate.share()).subscribe();
                return inProcess(key, rate);
            });
        }
        Share share = shares.get(key, unused -> new Share());
        return take(key, rate, share).switchIfEmpty(Mono.fromSupplier(() -> inProcess(key, rate)));
    }

    /** Empty if Redis does not answer. */
    private Mono<Verdict> take(String key, Rate rate, Share share) {
        if (share.take(nanoTime.getAsLong())) {
            return Mono.just(new Verdict(true, share.remaining(), true));
        }
        return share.fetch(() -> fetch(key, rate), nanoTime)
                // Those fetched may have gone to others who waited for them too; whoever is first gets one each time.
                .flatMap(fetched -> fetched.count() > 0
                        ? Mono.defer(() -> take(key, rate, share))
                        : Mono.just(new Verdict(false, share.remaining(), true)));
    }

    private Mono<Fetched> fetch(String key, Rate rate) {
        return fetch(key, rate, rate.share())
                // Not so many are left; perhaps one is.
                .flatMap(
                        fetched -> fetched.count() == 0 && rate.share() > 1 ? fetch(key, rate, 1) : Mono.just(fetched));
    }

    private Verdict inProcess(String key, Rate rate) {
        Bucket bucket = own.get(key, unused -> bucket(rate));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Verdict(probe.isConsumed(), probe.getRemainingTokens(), false);
    }

    private static Bucket bucket(Rate rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
                .build();
    }

    private Mono<Fetched> fetch(String key, Rate rate, int count) {
        List<String> arguments = List.of(
                Integer.toString(rate.perSecond()), Integer.toString(rate.burst()), "", Integer.toString(count));
        return redis.call(
                "limit",
                () -> template.execute(script, List.of(key + "tokens", key + "time"), arguments)
                        .next()
                        .map(answer -> new Fetched(answer.get(0) == 1 ? count : 0, answer.get(1))));
    }
}
