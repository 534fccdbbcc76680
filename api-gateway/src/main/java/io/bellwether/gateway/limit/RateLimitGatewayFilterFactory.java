package io.bellwether.gateway.limit;

import io.bellwether.gateway.GatewayMetrics;
import io.bellwether.gateway.edge.Visitor;
import io.bellwether.gateway.problem.Problem;
import io.bellwether.gateway.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The filter {@code RateLimit=perSecond, burst} of a route: how many requests one client may send over it. Every answer says
 * how many are left.
 */
final class RateLimitGatewayFilterFactory extends AbstractGatewayFilterFactory<RateLimitGatewayFilterFactory.Config> {

    static final String LIMIT = "X-RateLimit-Limit";
    static final String BURST = "X-RateLimit-Burst";
    static final String REMAINING = "X-RateLimit-Remaining";
    static final String SCOPE = "X-RateLimit-Scope";

    private final Limits limits;
    private final MeterRegistry meters;

    RateLimitGatewayFilterFactory(Limits limits, MeterRegistry meters) {
        super(Config.class);
        this.limits = limits;
        this.meters = meters;
    }

    /** Of one route. */
    record Config(int perSecond, int burst) {}

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("perSecond", "burst");
    }

    @Override
    public GatewayFilter apply(Config config) {
        var rate = new Rate(config.perSecond(), config.burst());
        // Before the cache: an answer that costs little is one all the same.
        return new OrderedGatewayFilter(
                (exchange, chain) -> filter(exchange, chain, rate),
                NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 3);
    }

    private Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain, Rate rate) {
        Route route = Objects.requireNonNull(exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
        Visitor visitor = Visitor.of(exchange);
        String client = visitor == null ? "unknown" : visitor.client();
        return limits.take(route.getId(), client, rate).flatMap(verdict -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.set(LIMIT, Integer.toString(rate.perSecond()));
            headers.set(BURST, Integer.toString(rate.burst()));
            headers.set(REMAINING, Long.toString(Math.max(0, verdict.remaining())));
            headers.set(SCOPE, verdict.isShared() ? "shared" : "process");
            if (verdict.isAllowed()) {
                return chain.filter(exchange);
            }
            limited(route.getId()).increment();
            return Mono.error(refusal(rate));
        });
    }

    private static ProblemException refusal(Rate rate) {
        return new ProblemException(new Problem(
                HttpStatus.TOO_MANY_REQUESTS,
                "rate-limited",
                "this client sends more than %d requests a second here, and has used up its burst of %d"
                        .formatted(rate.perSecond(), rate.burst()),
                "wait as long as Retry-After says, and send several records in one request",
                true));
    }

    /** The counter of a route. */
    Counter limited(String route) {
        return Counter.builder(GatewayMetrics.LIMITED)
                .description("Requests refused because their client has sent too many")
                .tag("route", route)
                .register(meters);
    }
}
