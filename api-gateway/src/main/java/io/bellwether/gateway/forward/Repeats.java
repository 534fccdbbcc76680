package io.bellwether.gateway.forward;

import io.bellwether.gateway.forward.Plan.Repeat;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Which requests may be sent a second time, and what has to be kept for it. A request that was certainly not carried out
 * always may; else only one that changes nothing, or that its receiver recognizes.
 */
final class Repeats {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final List<HttpMethod> SAFE = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    private final int bodyMax;
    private final Memory memory;

    Repeats(int bodyMax, Memory memory) {
        this.bodyMax = bodyMax;
        this.memory = memory;
    }

    static boolean isSafe(HttpMethod method) {
        return SAFE.contains(method);
    }

    /** Goes on with this request, its body kept where it may be needed a second time. */
    Mono<Void> keeping(ServerWebExchange exchange, Plan plan, Function<ServerWebExchange, Mono<Void>> next) {
        ServerHttpRequest request = exchange.getRequest();
        long length = request.getHeaders().getContentLength();
        if (!isWorthKeeping(request, plan) || length <= 0 || length > bodyMax || !memory.take(length)) {
            return next.apply(exchange);
        }
        return DataBufferUtils.join(request.getBody(), bodyMax)
                .map(Repeats::bytes)
                .flatMap(bytes -> next.apply(exchange.mutate()
                        .request(new KeptBody(
                                request, bytes, exchange.getResponse().bufferFactory()))
                        .build()))
                .doFinally(end -> memory.giveBack(length));
    }

    private static boolean isWorthKeeping(ServerHttpRequest request, Plan plan) {
        if (isSafe(request.getMethod())) {
            return false;
        }
        // A coordinator that leads no more names who does.
        return plan.leaderWrites()
                || (plan.repeat() != Repeat.NEVER
                        && (hasKey(request) || (plan.repeat() == Repeat.IDS && isJson(request))));
    }

    /** Whether all of a request is still there, so that it can be sent to whom its receiver names. */
    static boolean isWhole(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return request instanceof KeptBody
                || (headers.getContentLength() <= 0 && headers.getFirst(HttpHeaders.TRANSFER_ENCODING) == null);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** Whether a request that ended so may be sent once more. */
    boolean mayRepeat(ServerHttpRequest request, Plan plan, Outcome outcome) {
        if (plan.repeat() == Repeat.NEVER || !outcome.isFailure()) {
            return false;
        }
        if (isSafe(request.getMethod()) || outcome.wasNotSent()) {
            return true;
        }
        return request instanceof KeptBody kept
                && (hasKey(request) || (plan.repeat() == Repeat.IDS && ClientIds.areComplete(kept.bytes())));
    }

    private static boolean hasKey(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return headers.getFirst(IDEMPOTENCY_KEY) != null;
    }

    private static boolean isJson(ServerHttpRequest request) {
        MediaType type = request.getHeaders().getContentType();
        return type != null && (MediaType.APPLICATION_JSON.isCompatibleWith(type) || NDJSON.isCompatibleWith(type));
    }
}
