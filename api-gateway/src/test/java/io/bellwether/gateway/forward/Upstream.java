package io.bellwether.gateway.forward;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An instance that answers as it is told to, and remembers what it was asked. */
final class Upstream implements AutoCloseable {

    /** What it was asked. */
    record Asked(String method, String uri, String body, io.netty.handler.codec.http.HttpHeaders headers) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final DisposableServer server;

    private Upstream(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> behaviour) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    if (request.requestHeaders().contains("Upgrade")) {
                        return behaviour.apply(request, response);
                    }
                    return request.receive()
                            .aggregate()
                            .asString()
                            .defaultIfEmpty("")
                            .flatMap(body -> {
                                asked.add(new Asked(
                                        request.method().name(),
                                        request.uri(),
                                        body,
                                        request.requestHeaders().copy()));
                                return Mono.from(behaviour.apply(request, response));
                            });
                })
                .bindNow(Duration.ofSeconds(10));
    }

    static Upstream that(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> behaviour) {
        return new Upstream(behaviour);
    }

    static Upstream answers(String text) {
        return that((request, response) -> response.sendString(Mono.just(text)));
    }

    static Upstream fails(int status) {
        return that((request, response) -> response.status(status).sendString(Mono.just("no")));
    }

    static Upstream neverAnswers() {
        return that((request, response) -> Mono.never());
    }

    /** It reads the request and closes the connection. */
    static Upstream breaksOff() {
        return that((request, response) -> {
            response.withConnection(connection -> connection.dispose());
            return Mono.never();
        });
    }

    String url() {
        InetSocketAddress address = (InetSocketAddress) server.address();
        return "http://127.0.0.1:" + address.getPort();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(2));
    }
}
