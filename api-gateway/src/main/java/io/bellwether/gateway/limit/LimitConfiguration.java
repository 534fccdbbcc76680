package io.bellwether.gateway.limit;

import io.bellwether.gateway.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.cloud.gateway.route.RouteLocator;
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

    /** From the beginning: an alert cannot see the first step of a counter that begins with it. */
    @Bean
    SmartInitializingSingleton limitsAreCounted(RouteLocator routes, RateLimitGatewayFilterFactory limits) {
        return () -> routes.getRoutes()
                .doOnNext(route -> limits.limited(route.getId()))
                .blockLast();
    }
}
