package io.bellwether.gateway.edge;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Tells an instance who asks, under which name the request is known, and to which trace it belongs. */
final class EdgeHeaders implements HttpHeadersFilter, Ordered {

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        Visitor visitor = Visitor.of(exchange);
        if (visitor == null) {
            return input;
        }
        var headers = new HttpHeaders();
        headers.putAll(input);
        headers.set(Visitor.REQUEST_ID, visitor.requestId());
        headers.set(TraceParent.HEADER, visitor.trace().header());
        headers.set(ForwardedFor.HEADER, visitor.client());
        return headers;
    }
}
