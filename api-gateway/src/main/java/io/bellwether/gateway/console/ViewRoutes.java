package io.bellwether.gateway.console;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /gateway/view} and its stream. */
@Configuration(proxyBeanMethods = false)
class ViewRoutes {

    /** Readers of the stream at once. */
    static final int READERS_MAX = 64;

    private final Semaphore places = new Semaphore(READERS_MAX);
    private final ViewFeed feed;
    private final JsonMapper json;

    ViewRoutes(ViewFeed feed, JsonMapper json, MeterRegistry meters) {
        this.feed = feed;
        this.json = json;
        Gauge.builder(GatewayMetrics.CONSOLE_READERS, places, free -> READERS_MAX - free.availablePermits())
                .description("Readers that follow the view of this gateway")
                .register(meters);
    }

    @Bean
    RouterFunction<ServerResponse> viewRouter() {
        return RouterFunctions.route()
                .GET("/gateway/view", this::view)
                .GET("/gateway/view/stream", this::stream)
                .build();
    }

    private Mono<ServerResponse> view(ServerRequest request) {
        return feed.latest()
                .map(frame -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .bodyValue(json.writeValueAsBytes(ViewBody.complete(frame))))
                .orElseGet(() -> ConsoleProblem.noView(request.path()));
    }

    private Mono<ServerResponse> stream(ServerRequest request) {
        if (feed.latest().isEmpty()) {
            return ConsoleProblem.noView(request.path());
        }
        if (places.availablePermits() == 0) {
            return ConsoleProblem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too-many-streams",
                    "%d readers follow the view of this gateway, which is the most".formatted(READERS_MAX),
                    "GET /gateway/view asks for it once; close a console that nobody looks at",
                    request.path());
        }
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(BodyInserters.fromServerSentEvents(Flux.defer(this::placed)));
    }

    /** A place is taken by who reads, not by who asks: a request that is given up before that must not hold one. */
    private Flux<ServerSentEvent<String>> placed() {
        return places.tryAcquire()
                ? events().doFinally(signal -> places.release())
                : Flux.error(new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE));
    }

    private Flux<ServerSentEvent<String>> events() {
        var sent = new AtomicReference<@Nullable Frame>();
        return feed.frames().map(frame -> {
            Frame before = sent.getAndSet(frame);
            ViewBody body = before == null ? ViewBody.complete(frame) : ViewBody.since(before, frame);
            return ServerSentEvent.builder(json.writeValueAsString(body))
                    .event(before == null ? "full" : "delta")
                    .build();
        });
    }
}
