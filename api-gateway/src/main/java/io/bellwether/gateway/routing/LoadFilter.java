package io.bellwether.gateway.routing;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * Takes note of each request to an instance: that it waits, and how long it did until the head of the answer was there. What
 * comes after that is as slow as the one who reads it. The library's own observers of this are not told of a client that
 * went away, and would count its request for ever.
 */
final class LoadFilter implements GlobalFilter, Ordered {

    private final Loads loads;
    private final LongSupplier nanoTime;

    LoadFilter(Loads loads, LongSupplier nanoTime) {
        this.loads = loads;
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServiceInstance instance = chosen(exchange);
        if (instance == null) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> {
            long begun = nanoTime.getAsLong();
            Load load = loads.of(HealthBalancer.name(instance), begun);
            load.begin(begun);
            return chain.filter(exchange).doFinally(end -> {
                long now = nanoTime.getAsLong();
                if (end == SignalType.CANCEL) {
                    load.abandoned(begun, now);
                } else if (end == SignalType.ON_ERROR || isServerError(exchange)) {
                    load.failed(begun, now);
                } else {
                    load.answered(begun, now);
                }
            });
        });
    }

    private static boolean isServerError(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status != null && status.is5xxServerError();
    }

    private static @Nullable ServiceInstance chosen(ServerWebExchange exchange) {
        Object response = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR);
        return response instanceof Response<?> some && some.getServer() instanceof ServiceInstance instance
                ? instance
                : null;
    }
}
