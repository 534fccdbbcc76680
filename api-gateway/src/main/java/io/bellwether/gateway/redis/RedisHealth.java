package io.bellwether.gateway.redis;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says whether Redis is there, and what is different without it. Never DOWN: nothing that is asked of the gateway fails
 * because of it.
 */
final class RedisHealth implements HealthIndicator {

    private final SharedRedis redis;

    RedisHealth(SharedRedis redis) {
        this.redis = redis;
    }

    @Override
    public Health health() {
        if (!redis.isUsed()) {
            return Health.up()
                    .withDetail("redis", "not used")
                    .withDetail("effect", "queries are cached and requests counted in this process alone")
                    .build();
        }
        return redis.away()
                .map(away -> Health.up()
                        .withDetail("redis", "away")
                        .withDetail("cause", away.cause())
                        .withDetail(
                                "seconds",
                                Duration.ofNanos(System.nanoTime() - away.sinceNanos())
                                        .toSeconds())
                        .withDetail("effect", "queries are cached and requests counted in this process alone")
                        .build())
                .orElseGet(() -> Health.up()
                        .withDetail("redis", "answers")
                        .withDetail("effect", "queries are cached and requests counted for all gateways together")
                        .build());
    }
}
