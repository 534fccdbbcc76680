package io.bellwether.gateway.edge;

import io.bellwether.gateway.forward.Deadline;
import io.bellwether.gateway.forward.Forwarding;
import java.util.function.LongSupplier;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells an instance who asks, under which name the request is known, to which trace it belongs, and how long its answer is
 * still waited for: what takes longer it need not begin.
 */
final class EdgeHeaders implements HttpHeadersFilter, Ordered {

    private final LongSupplier nanoTime;

    EdgeHeaders(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        Visitor visitor = Visitor.of(exchange);
        Forwarding forwarding = Forwarding.of(exchange);
        if (visitor == null && forwarding == null) {
            return input;
        }
        var headers = new HttpHeaders();
        headers.putAll(input);
        if (visitor != null) {
            headers.set(Visitor.REQUEST_ID, visitor.requestId());
            headers.set(TraceParent.HEADER, visitor.trace().header());
            headers.set(ForwardedFor.HEADER, visitor.client());
        }
        if (forwarding != null) {
            long left = forwarding.deadline().left(nanoTime.getAsLong()).toMillis();
            headers.set(Deadline.HEADER, Long.toString(Math.max(1, left)));
        }
        return headers;
    }
}
