package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.gateway.GatewayApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A gateway with one place, and a service that answers when it is told to. */
@SpringBootTest(
        classes = {GatewayApplication.class, PlacesIT.Routes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"gateway.cache.enabled=false", "gateway.edge.requests-max=1"})
class PlacesIT {

    private static final AtomicInteger ARRIVED = new AtomicInteger();
    private static final Sinks.Empty<Void> RELEASED = Sinks.empty();
    private static final DisposableServer UPSTREAM = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                ARRIVED.incrementAndGet();
                return RELEASED.asMono()
                        .then(response.sendString(Mono.just("fine")).then());
            })
            .bindNow(Duration.ofSeconds(10));

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @TestConfiguration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        RouteLocator upstream(RouteLocatorBuilder builder) {
            return builder.routes()
                    .route("waiting", route -> route.path("/waiting").uri("http://127.0.0.1:" + UPSTREAM.port()))
                    .build();
        }
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void whoFindsNoPlaceIsRefusedAtOnceAndTheGatewayGoesOnToTellHowItIs() {
        var first = get("/waiting");
        await("it holds the place").until(() -> ARRIVED.get() == 1);

        var refused = get("/waiting").join();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"overloaded\"", "gateway.edge.requests-max");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/actuator/health/liveness").join().statusCode()).isEqualTo(200);
        assertThat(get("/").join().statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").join().body())
                .containsPattern("gateway_refused_total\\{[^}]*reason=\"overloaded\"[^}]*} 1")
                .containsPattern("gateway_requests_inside(\\{[^}]*})? 1")
                .containsPattern("gateway_requests_limit(\\{[^}]*})? 1");

        RELEASED.tryEmitEmpty();
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(get("/waiting").join().statusCode()).isEqualTo(200);
        assertThat(ARRIVED).hasValue(2);
    }
}
