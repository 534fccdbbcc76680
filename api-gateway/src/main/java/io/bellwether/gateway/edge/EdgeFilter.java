package io.bellwether.gateway.edge;

import io.bellwether.gateway.problem.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** The door: everything that comes in passes here first, and is told of here last. */
final class EdgeFilter implements WebFilter, Ordered {

    private static final int OK = 200;

    private final Rules rules;
    private final List<Network> proxies;
    private final long bodyMax;
    private final AccessLog accessLog;
    private final EdgeMeters meters;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;

    EdgeFilter(
            Rules rules,
            List<Network> proxies,
            long bodyMax,
            AccessLog accessLog,
            EdgeMeters meters,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.rules = rules;
        this.proxies = List.copyOf(proxies);
        this.bodyMax = bodyMax;
        this.accessLog = accessLog;
        this.meters = meters;
        this.random = random;
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        long begun = nanoTime.getAsLong();
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        InetAddress peer = peer(request);
        Visitor visitor = Visitor.of(
                ForwardedFor.client(peer, headers.getFirst(ForwardedFor.HEADER), proxies),
                headers.getFirst(Visitor.REQUEST_ID),
                headers.getFirst(TraceParent.HEADER),
                random);
        visitor.attachTo(exchange);
        exchange.getResponse().getHeaders().set(Visitor.REQUEST_ID, visitor.requestId());
        var status = new Status();
        return letIn(exchange, chain, peer)
                .doOnError(failure -> status.value = statusOf(failure, exchange))
                .doFinally(end -> {
                    if (end == SignalType.CANCEL) {
                        status.value = AccessLog.CLIENT_GONE;
                    }
                    long now = nanoTime.getAsLong();
                    accessLog.ended(exchange, status.or(exchange), Duration.ofNanos(now - begun), now);
                });
    }

    private Mono<Void> letIn(ServerWebExchange exchange, WebFilterChain chain, @Nullable InetAddress peer) {
        ServerHttpRequest request = exchange.getRequest();
        var head = new Rules.Head(request.getMethod(), request.getURI().getRawPath(), request.getHeaders(), peer);
        Optional<Refusal> refusal = rules.refusal(head)
                .or(() -> request.getHeaders().getContentLength() > bodyMax
                        ? Optional.of(Refusal.BODY)
                        : Optional.empty());
        if (refusal.isPresent()) {
            meters.refused(refusal.get());
            return Mono.error(refusal.get().exception());
        }
        return chain.filter(
                hasBody(request)
                        ? exchange.mutate()
                                .request(new BoundedBody(request, bodyMax))
                                .build()
                        : exchange);
    }

    private static boolean hasBody(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return headers.getContentLength() > 0 || headers.getFirst(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static @Nullable InetAddress peer(ServerHttpRequest request) {
        InetSocketAddress address = request.getRemoteAddress();
        return address == null ? null : address.getAddress();
    }

    private static int statusOf(Throwable failure, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return Problem.of(failure, request.getMethod().name(), request.getPath().value())
                .status()
                .value();
    }

    /** The status where the answer was not written by the time the line is. */
    private static final class Status {
        private volatile int value;

        int or(ServerWebExchange exchange) {
            HttpStatusCode set = exchange.getResponse().getStatusCode();
            int known = set == null ? OK : set.value();
            return value > 0 ? value : known;
        }
    }
}
