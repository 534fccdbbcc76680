package io.bellwether.gateway.cache;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.hibernate.validator.constraints.time.DurationMin;
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
import org.springframework.validation.annotation.Validated;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The filter {@code AnswerCache=group, ttl, until} of a route: answers its GET requests with what was answered before, as
 * long as that holds: for so long, and until something is written ({@code write}) or the cluster changes ({@code change}).
 */
final class AnswerCacheGatewayFilterFactory
        extends AbstractGatewayFilterFactory<AnswerCacheGatewayFilterFactory.Config> {

    static final String HEADER = "X-Cache";
    static final String AGE_MILLIS = "X-Cache-Age-Ms";
    static final String SCOPE = "X-Cache-Scope";
    static final Duration TTL_MOST = Duration.ofHours(1);

    private static final long MILLIS = 1_000;

    private final Answers answers;
    private final CacheProperties properties;
    private final Supplier<String> clusterState;
    private final Clock clock;
    private final Map<CacheResult, Counter> results = new EnumMap<>(CacheResult.class);

    /**
     * The filter.
     *
     * @param clusterState Names the state that the cluster is in, as far as this gateway knows.
     */
    AnswerCacheGatewayFilterFactory(
            Answers answers,
            CacheProperties properties,
            Supplier<String> clusterState,
            Clock clock,
            MeterRegistry meters) {
        super(Config.class);
        this.answers = answers;
        this.properties = properties;
        this.clusterState = clusterState;
        this.clock = clock;
        for (CacheResult result : CacheResult.values()) {
            results.put(
                    result,
                    Counter.builder(GatewayMetrics.CACHE)
                            .description("Queries, by what the cache could do for them")
                            .tag("result", result.tag())
                            .register(meters));
        }
    }

    /** Until when an answer holds, apart from its age. */
    enum Until {
        WRITE,
        CHANGE
    }

    /**
     * Of one route.
     *
     * @param group What is given up together.
     * @param ttl How old an answer can be.
     */
    @Validated
    record Config(String group, @DurationMin(millis = 1) Duration ttl, Until until) {

        Config {
            if (ttl.compareTo(TTL_MOST) > 0) {
                throw new IllegalArgumentException(
                        "AnswerCache keeps answers for at most %s, got %s".formatted(TTL_MOST, ttl));
            }
        }
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("group", "ttl", "until");
    }

    @Override
    public GatewayFilter apply(Config config) {
        // Before the filter that writes the answer, so that it writes into our copy, and before the request is sent.
        return new OrderedGatewayFilter(
                (exchange, chain) -> filter(exchange, chain, config),
                NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1);
    }

    private Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain, Config config) {
        ServerHttpRequest request = exchange.getRequest();
        if (!HttpMethod.GET.equals(request.getMethod())) {
            return chain.filter(exchange);
        }
        if (!properties.enabled() || refusesCache(request.getHeaders().getCacheControl())) {
            mark(exchange, CacheResult.BYPASS);
            return chain.filter(exchange);
        }
        String state = config.until() == Until.CHANGE ? clusterState.get() : "";
        String key = CacheKey.of(state, request.getPath().value(), request.getQueryParams());
        return answers.get(key, config.group(), config.ttl()).flatMap(lookup -> {
            exchange.getResponse().getHeaders().set(SCOPE, lookup.scope().name().toLowerCase(Locale.ROOT));
            return switch (lookup) {
                case Lookup.Hit(CachedAnswer answer, Lookup.Scope scope) -> {
                    mark(exchange, CacheResult.HIT);
                    yield write(exchange.getResponse(), answer);
                }
                case Lookup.Miss miss -> {
                    mark(exchange, CacheResult.MISS);
                    yield chain.filter(recording(exchange, key, config, miss));
                }
            };
        });
    }

    private ServerWebExchange recording(ServerWebExchange exchange, String key, Config config, Lookup.Miss miss) {
        long asked = clock.millis();
        var recorder = new AnswerRecorder(
                exchange.getResponse(),
                (int) properties.entryMax().toBytes(),
                // Beside the answer: the client does not wait for Redis.
                (contentType, body) -> answers.put(
                                key,
                                // As old as the question: what was written since may not be in it.
                                new CachedAnswer(contentType, asked, miss.generation(), body),
                                config.ttl(),
                                miss.scope())
                        .subscribe());
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

    private Mono<Void> write(ServerHttpResponse response, CachedAnswer answer) {
        long age = Math.max(0, clock.millis() - answer.atMillis());
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().set(HttpHeaders.CONTENT_TYPE, answer.contentType());
        response.getHeaders().set(HttpHeaders.AGE, Long.toString(age / MILLIS));
        response.getHeaders().set(AGE_MILLIS, Long.toString(age));
        response.getHeaders().setContentLength(answer.body().length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }

    private static boolean refusesCache(@Nullable String cacheControl) {
        return cacheControl != null && (cacheControl.contains("no-cache") || cacheControl.contains("no-store"));
    }
}
