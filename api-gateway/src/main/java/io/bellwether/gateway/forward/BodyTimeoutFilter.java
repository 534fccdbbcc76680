package io.bellwether.gateway.forward;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Breaks off an answer whose body stands still: because its instance has stopped, or because its client does not read on.
 * Otherwise both connections would be held for ever. Streams send something every few seconds to stay alive.
 */
final class BodyTimeoutFilter implements GlobalFilter, Ordered {

    private final Alarms alarms;

    BodyTimeoutFilter(Alarms alarms) {
        this.alarms = alarms;
    }

    /** Before the filter that writes the answer, so that it writes into ours. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 2;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange.mutate().response(new Timed(exchange)).build());
    }

    private final class Timed extends ServerHttpResponseDecorator {

        private final ServerWebExchange exchange;

        Timed(ServerWebExchange exchange) {
            super(exchange.getResponse());
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            Duration time = time();
            return super.writeWith(time == null ? body : alarms.withoutPause(time, Flux.from(body)));
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            Duration time = time();
            return super.writeAndFlushWith(time == null ? body : alarms.withoutPause(time, Flux.from(body)));
        }

        private @Nullable Duration time() {
            Forwarding forwarding = Forwarding.of(exchange);
            return forwarding == null ? null : forwarding.plan().bodyTimeout();
        }
    }
}
