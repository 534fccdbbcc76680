package io.bellwether.gateway.edge;

import io.bellwether.gateway.problem.ClientFaultException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/**
 * A request whose body ends with an error once it is larger than it may be. Whatever goes wrong with the body is marked as
 * the client's fault, so that no instance is blamed for it.
 */
final class BoundedBody extends ServerHttpRequestDecorator {

    private final long bytesMax;

    BoundedBody(ServerHttpRequest request, long bytesMax) {
        super(request);
        this.bytesMax = bytesMax;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> {
            var passed = new Passed();
            return super.getBody()
                    .map(buffer -> {
                        passed.bytes += buffer.readableByteCount();
                        if (passed.bytes > bytesMax) {
                            DataBufferUtils.release(buffer);
                            throw new ClientFaultException(Refusal.BODY.exception());
                        }
                        return buffer;
                    })
                    .onErrorMap(BoundedBody::fault);
        });
    }

    private static Throwable fault(Throwable failure) {
        return switch (failure) {
            case ClientFaultException known -> known;
            case io.netty.handler.timeout.TimeoutException slow ->
                new ClientFaultException(Refusal.BODY_SLOW.exception());
            default -> new ClientFaultException(failure);
        };
    }

    /** How much of it has passed. Parts of a body never overlap. */
    private static final class Passed {
        private long bytes;
    }
}
