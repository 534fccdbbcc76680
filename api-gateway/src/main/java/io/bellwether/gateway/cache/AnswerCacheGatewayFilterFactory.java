package io.bellwether.gateway.cache;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The filter {@code AnswerCache} of a route: answers its GET requests from Redis where that has the answer. */
final class AnswerCacheGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    static final String HEADER = "X-Cache";

    private final AnswerCache cache;
    private final CacheProperties properties;
    private final Map<CacheResult, Counter> results = new EnumMap<>(CacheResult.class);

    AnswerCacheGatewayFilterFactory(AnswerCache cache, CacheProperties properties, MeterRegistry meters) {
        super(Object.class);
        this.cache = cache;
        this.properties = properties;
        for (CacheResult result : CacheResult.values()) {
            results.put(
                    result,
                    Counter.builder(GatewayMetrics.CACHE)
                            .description("Queries, by what the cache could do for them")
                            .tag("result", result.tag())
                            .register(meters));
        }
    }

    @Override
    public GatewayFilter apply(Object config) {
        // Before the filter that writes the answer, so that it writes into our copy, and before the request is sent.
        return new OrderedGatewayFilter(this::filter, NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1);
    }

    private Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!HttpMethod.GET.equals(request.getMethod())) {
            return chain.filter(exchange);
        }
        if (!properties.enabled() || refusesCache(request.getHeaders().getCacheControl())) {
            mark(exchange, CacheResult.BYPASS);
            return chain.filter(exchange);
        }
        String key = CacheKey.of(request.getPath().value(), request.getQueryParams());
        return cache.get(key).flatMap(lookup -> switch (lookup) {
            case AnswerCache.Lookup.Hit(CachedAnswer answer) -> {
                mark(exchange, CacheResult.HIT);
                yield write(exchange.getResponse(), answer);
            }
            case AnswerCache.Lookup.Miss() -> {
                mark(exchange, CacheResult.MISS);
                yield chain.filter(recording(exchange, key));
            }
            case AnswerCache.Lookup.Unavailable() -> {
                mark(exchange, CacheResult.BYPASS);
                yield chain.filter(exchange);
            }
        });
    }

    private ServerWebExchange recording(ServerWebExchange exchange, String key) {
        var recorder = new AnswerRecorder(
                exchange.getResponse(),
                (int) properties.entryMax().toBytes(),
                // Beside the answer: the client does not wait for Redis.
                answer -> cache.put(key, answer).subscribe());
        return exchange.mutate().response(recorder).build();
    }

    private void mark(ServerWebExchange exchange, CacheResult result) {
        Objects.requireNonNull(results.get(result)).increment();
        ServerHttpResponse response = exchange.getResponse();
        response.beforeCommit(() -> {
            response.getHeaders().set(HEADER, result.name());
            return Mono.empty();
        });
    }

    private static Mono<Void> write(ServerHttpResponse response, CachedAnswer answer) {
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().set(HttpHeaders.CONTENT_TYPE, answer.contentType());
        response.getHeaders().setContentLength(answer.body().length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }

    private static boolean refusesCache(@Nullable String cacheControl) {
        return cacheControl != null && (cacheControl.contains("no-cache") || cacheControl.contains("no-store"));
    }
}
