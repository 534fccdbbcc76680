package io.bellwether.gateway.redis;

import io.bellwether.gateway.GatewayMetrics;
import io.lettuce.core.ClientOptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** Wires Redis. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    // Far more than answers arrive within one time-out; beyond it a command fails instead of waiting in memory.
    private static final int COMMANDS_WAITING_MAX = 1_000;

    private static final String NEVER_THERE = "gateway:connect";

    @Bean
    SharedRedis sharedRedis(RedisSettings settings, MeterRegistry meters) {
        var redis = new SharedRedis(settings, meters);
        Gauge.builder(GatewayMetrics.REDIS_AWAY, redis, of -> of.away().isPresent() ? 1 : 0)
                .description(
                        "Whether Redis does not answer, so that limits and cached queries are of this process alone")
                .register(meters);
        return redis;
    }

    @Bean
    RedisHealth redisHealthIndicator(SharedRedis redis) {
        return new RedisHealth(redis);
    }

    /** After the start, which neither needs Redis nor waits for it. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> connectRedis(SharedRedis redis, ReactiveStringRedisTemplate template) {
        return ready -> {
            if (redis.isUsed()) {
                redis.connect(() -> template.hasKey(NEVER_THERE));
            }
        };
    }

    /** While the connection is lost a command fails at once; by default it would wait for the connection to return. */
    @Bean
    LettuceClientOptionsBuilderCustomizer failFast() {
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS_WAITING_MAX);
    }
}
