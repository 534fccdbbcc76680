package io.bellwether.gateway.forward;

import java.util.function.LongSupplier;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Tells an instance how long its answer is still waited for. What takes longer it need not begin. */
final class DeadlineHeader implements HttpHeadersFilter, Ordered {

    private final LongSupplier nanoTime;

    DeadlineHeader(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        Forwarding forwarding = Forwarding.of(exchange);
        if (forwarding == null) {
            return input;
        }
        var headers = new HttpHeaders();
        headers.putAll(input);
        long left = forwarding.deadline().left(nanoTime.getAsLong()).toMillis();
        headers.set(Deadline.HEADER, Long.toString(Math.max(1, left)));
        return headers;
    }
}
