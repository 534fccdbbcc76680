package io.bellwether.gateway.edge;

import io.bellwether.gateway.edge.EdgeProperties.AccessLogLevel;
import io.bellwether.gateway.forward.Forwarding;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * One line for a request, after it has ended. Of those that failed at most so many a second are told, and how many were not:
 * whoever sends nonsense as fast as he can shall not fill the disk.
 */
final class AccessLog {

    static final int CLIENT_GONE = 499;

    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int BAD_REQUEST = 400;
    private static final int PER_SECOND = 50;
    private static final int SHOWN_MAX = 200;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final AccessLogLevel level;
    private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicLong untold = new AtomicLong();

    AccessLog(AccessLogLevel level) {
        this.level = level;
    }

    void ended(ServerWebExchange exchange, int status, Duration took, long nowNanos) {
        Forwarding forwarding = Forwarding.of(exchange);
        boolean isFailed = status >= BAD_REQUEST
                || (forwarding != null && forwarding.instances().size() > 1)
                || (took.compareTo(SLOW) > 0 && !isStream(exchange));
        if (level == AccessLogLevel.NONE || (level == AccessLogLevel.FAILED && !isFailed)) {
            return;
        }
        if (level == AccessLogLevel.FAILED && !mayTell(nowNanos)) {
            untold.incrementAndGet();
            return;
        }
        write(exchange, forwarding, status, took);
    }

    private void write(
            ServerWebExchange exchange,
            @org.jspecify.annotations.Nullable Forwarding forwarding,
            int status,
            Duration took) {
        ServerHttpRequest request = exchange.getRequest();
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("action", "request.ended")
                .addKeyValue("status", status)
                .addKeyValue("method", request.getMethod().name())
                .addKeyValue("path", shown(request.getURI().getRawPath()))
                .addKeyValue("millis", took.toMillis());
        Visitor visitor = Visitor.of(exchange);
        if (visitor != null) {
            line = line.addKeyValue("client", visitor.client())
                    .addKeyValue("request", visitor.requestId())
                    .addKeyValue("trace", visitor.trace().traceId());
        }
        if (forwarding != null) {
            line = line.addKeyValue("service", forwarding.service())
                    .addKeyValue("instances", String.join(",", forwarding.instances()));
        }
        long left = untold.getAndSet(0);
        if (left > 0) {
            line = line.addKeyValue("suppressed", left);
        }
        line.log("request ended");
    }

    private boolean mayTell(long nowNanos) {
        long now = nowNanos / SECOND_NANOS;
        long known = second.get();
        if (known != now && second.compareAndSet(known, now)) {
            told.set(0);
        }
        return told.incrementAndGet() <= PER_SECOND;
    }

    private static boolean isStream(ServerWebExchange exchange) {
        MediaType type = exchange.getResponse().getHeaders().getContentType();
        return exchange.getRequest().getHeaders().getUpgrade() != null
                || MediaType.TEXT_EVENT_STREAM.isCompatibleWith(type);
    }

    /** Whatever came: no line of it may look like a line of ours, and none may be without end. */
    private static String shown(String path) {
        String start = path.length() > SHOWN_MAX ? path.substring(0, SHOWN_MAX) + "…" : path;
        return start.replaceAll("[\\p{Cntrl}\"]", "?");
    }
}
