package io.bellwether.gateway.forward;

import io.netty.buffer.Unpooled;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** A request whose body can be read as often as it is sent. */
final class KeptBody extends ServerHttpRequestDecorator {

    private final byte[] bytes;
    private final DataBufferFactory buffers;

    KeptBody(ServerHttpRequest request, byte[] bytes, DataBufferFactory buffers) {
        super(request);
        this.bytes = bytes;
        this.buffers = buffers;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> Flux.just(wrap()));
    }

    private DataBuffer wrap() {
        return buffers instanceof NettyDataBufferFactory netty
                ? netty.wrap(Unpooled.wrappedBuffer(bytes))
                : buffers.wrap(bytes);
    }
}
