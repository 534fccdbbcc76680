package io.bellwether.gateway.edge;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Bounds what is sent on, and nothing else: health, metrics and the console answer from memory, and have to answer most of
 * all while there is no place for others.
 */
final class PlacesFilter implements GlobalFilter, Ordered {

    private final Places places;
    private final EdgeMeters meters;

    PlacesFilter(Places places, EdgeMeters meters) {
        this.places = places;
        this.meters = meters;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return places.within(() -> chain.filter(exchange), () -> {
            meters.refused(Refusal.OVERLOADED);
            return Mono.error(Refusal.OVERLOADED.exception());
        });
    }
}
