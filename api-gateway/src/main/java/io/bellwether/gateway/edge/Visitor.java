package io.bellwether.gateway.edge;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who asks, and as what it is known from here on.
 *
 * @param client The address it comes from, or that a proxy we trust says it comes from.
 * @param requestId Names this request in all logs; the client's own where it sent a usable one.
 */
public record Visitor(String client, String requestId, TraceParent trace) {

    static final String REQUEST_ID = "X-Request-Id";

    private static final String ATTRIBUTE = Visitor.class.getName();
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    static Visitor of(String client, @Nullable String requestId, @Nullable String traceParent, RandomGenerator random) {
        TraceParent trace = TraceParent.after(traceParent, random);
        boolean isUsable = requestId != null && USABLE.matcher(requestId).matches();
        return new Visitor(client, isUsable && requestId != null ? requestId : trace.traceId(), trace);
    }

    /** Who asked this; null before that was found out. */
    public static @Nullable Visitor of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
