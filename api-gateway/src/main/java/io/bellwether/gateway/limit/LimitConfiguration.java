package io.bellwether.gateway.limit;

import io.bellwether.gateway.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Wires the limits. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    Limits limits(
            ReactiveStringRedisTemplate template,
            @Qualifier(RedisRateLimiter.REDIS_SCRIPT_NAME) RedisScript<List<Long>> script,
            SharedRedis redis) {
        return new Limits(template, script, redis, System::nanoTime);
    }

    @Bean
    RateLimitGatewayFilterFactory rateLimitGatewayFilterFactory(Limits limits, MeterRegistry meters) {
        return new RateLimitGatewayFilterFactory(limits, meters);
    }
}
