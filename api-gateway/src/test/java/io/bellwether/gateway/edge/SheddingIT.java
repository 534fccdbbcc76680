package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.gateway.GatewayApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A gateway that takes 60 ms of its event loop for each request, and more clients than it has time for. */
@SpringBootTest(
        classes = {GatewayApplication.class, SheddingIT.Routes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"gateway.cache.enabled=false", "gateway.edge.access-log=none"})
class SheddingIT {

    private static final int CLIENTS = 300;
    private static final long WORK_NANOS = Duration.ofMillis(60).toNanos();
    private static final DisposableServer UPSTREAM = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> response.send())
            .bindNow(Duration.ofSeconds(10));

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger overloaded = new AtomicInteger();
    private final AtomicInteger otherwise = new AtomicInteger();

    @TestConfiguration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        RouteLocator upstream(RouteLocatorBuilder builder) {
            return builder.routes()
                    .route(
                            "busy",
                            route -> route.path("/busy")
                                    .filters(filters -> filters.filter((exchange, chain) -> {
                                        LockSupport.parkNanos(WORK_NANOS);
                                        return chain.filter(exchange);
                                    }))
                                    .uri("http://127.0.0.1:" + UPSTREAM.port()))
                    .build();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }

    private void askUntil(AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                HttpResponse<String> answer = get("/busy");
                AtomicInteger kind = answer.statusCode() == 200
                        ? answered
                        : answer.body().contains("\"code\":\"overloaded\"") ? overloaded : otherwise;
                kind.incrementAndGet();
            }
        } catch (IOException e) {
            otherwise.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAndTheRestIsAnsweredAndHealthTooAndThenAllIsWell() throws Exception {
        var enough = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> askUntil(enough));
            }
            try {
                await("refusals").atMost(Duration.ofSeconds(20)).until(() -> overloaded.get() > 20);
                int before = answered.get();
                await("answers meanwhile").atMost(Duration.ofSeconds(10)).until(() -> answered.get() > before + 10);
                assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            } finally {
                enough.set(true);
            }
        }
        assertThat(otherwise).as("neither answered nor refused").hasValue(0);

        await("calm").atMost(Duration.ofSeconds(5)).until(() -> get("/busy").statusCode() == 200);
        for (int i = 0; i < 10; i++) {
            assertThat(get("/busy").statusCode()).isEqualTo(200);
        }
    }
}
