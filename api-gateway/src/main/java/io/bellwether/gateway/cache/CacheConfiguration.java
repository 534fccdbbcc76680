package io.bellwether.gateway.cache;

import io.lettuce.core.ClientOptions;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Wires the cache. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    // Far more than answers arrive within one time-out; beyond it a command fails instead of waiting in memory.
    private static final int COMMANDS_WAITING_MAX = 1_000;

    @Bean
    AnswerCache answerCache(
            ReactiveRedisConnectionFactory connections, CacheProperties properties, MeterRegistry meters) {
        var redis = new ReactiveRedisTemplate<String, byte[]>(
                connections,
                RedisSerializationContext.<String, byte[]>newSerializationContext(RedisSerializer.string())
                        .value(RedisSerializer.byteArray())
                        .build());
        return new AnswerCache(redis, properties, meters);
    }

    @Bean
    AnswerCacheGatewayFilterFactory answerCacheGatewayFilterFactory(
            AnswerCache cache, CacheProperties properties, MeterRegistry meters) {
        return new AnswerCacheGatewayFilterFactory(cache, properties, meters);
    }

    /** After the start, which neither needs Redis nor waits for it. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> connectCache(AnswerCache cache, CacheProperties properties) {
        return ready -> {
            if (properties.enabled()) {
                cache.connect();
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
