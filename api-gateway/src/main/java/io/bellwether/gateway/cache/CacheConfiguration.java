package io.bellwether.gateway.cache;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.gateway.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Wires the cache. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    @Bean
    Answers answers(ReactiveRedisConnectionFactory connections, SharedRedis redis, CacheProperties properties) {
        var template = new ReactiveRedisTemplate<String, byte[]>(
                connections,
                RedisSerializationContext.<String, byte[]>newSerializationContext(RedisSerializer.string())
                        .value(RedisSerializer.byteArray())
                        .build());
        return new Answers(template, redis, properties, Clock.systemUTC());
    }

    @Bean
    AnswerCacheGatewayFilterFactory answerCacheGatewayFilterFactory(
            Answers answers, CacheProperties properties, ObjectProvider<ClusterView> view, MeterRegistry meters) {
        ClusterView cluster = view.getIfAvailable();
        Supplier<String> state = cluster == null ? () -> "" : () -> state(cluster.now());
        return new AnswerCacheGatewayFilterFactory(answers, properties, state, Clock.systemUTC(), meters);
    }

    @Bean
    GivesUpAnswersGatewayFilterFactory givesUpAnswersGatewayFilterFactory(Answers answers) {
        return new GivesUpAnswersGatewayFilterFactory(answers);
    }

    private static String state(ClusterSnapshot now) {
        return "%d %s %s".formatted(now.version(), now.leader(), now.mode());
    }
}
