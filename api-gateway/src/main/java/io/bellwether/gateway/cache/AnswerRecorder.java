package io.bellwether.gateway.cache;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response that keeps a copy of its body while the body passes, as long as it is worth keeping. */
final class AnswerRecorder extends ServerHttpResponseDecorator {

    private final int bytesMax;
    private final BiConsumer<String, byte[]> whenComplete;

    AnswerRecorder(ServerHttpResponse response, int bytesMax, BiConsumer<String, byte[]> whenComplete) {
        super(response);
        this.bytesMax = bytesMax;
        this.whenComplete = whenComplete;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        Optional<String> contentType = cacheable();
        if (contentType.isEmpty()) {
            return super.writeWith(body);
        }
        var copy = new Copy(bytesMax);
        return super.writeWith(Flux.from(body).doOnNext(copy::add))
                .doOnSuccess(done -> copy.bytes().ifPresent(bytes -> whenComplete.accept(contentType.get(), bytes)));
    }

    /** The media type of an answer that may be kept. */
    private Optional<String> cacheable() {
        HttpHeaders headers = getHeaders();
        MediaType contentType = headers.getContentType();
        if (!HttpStatus.OK.equals(getStatusCode())
                || contentType == null
                || headers.getContentLength() > bytesMax
                // An encoded body would fit only clients that understand the encoding.
                || headers.getFirst(HttpHeaders.CONTENT_ENCODING) != null
                || forbids(headers.getCacheControl())) {
            return Optional.empty();
        }
        return Optional.of(contentType.toString());
    }

    private static boolean forbids(@Nullable String cacheControl) {
        return cacheControl != null && (cacheControl.contains("no-store") || cacheControl.contains("private"));
    }

    /** The bytes that have passed, until there are too many. */
    private static final class Copy {

        private final int bytesMax;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean tooLarge;

        Copy(int bytesMax) {
            this.bytesMax = bytesMax;
        }

        void add(DataBuffer buffer) {
            int length = buffer.readableByteCount();
            if (tooLarge || bytes.size() + length > bytesMax) {
                tooLarge = true;
                bytes.reset();
                return;
            }
            byte[] part = new byte[length];
            buffer.toByteBuffer(ByteBuffer.wrap(part));
            bytes.writeBytes(part);
        }

        Optional<byte[]> bytes() {
            return tooLarge ? Optional.empty() : Optional.of(bytes.toByteArray());
        }
    }
}
