package io.bellwether.gateway;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The gateway with a Redis that takes connections and never says a word, which is the worst that it can do, and with no
 * coordinator.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "cluster.enabled=true",
            "cluster.coordinators=http://127.0.0.1:1",
            "management.endpoint.health.show-details=always"
        })
class RedisAwayIT {

    private static final ServerSocket SILENT = silent();
    private static final HttpServer UPSTREAM = upstream();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        properties.add("spring.data.redis.port", SILENT::getLocalPort);
        properties.add(
                "spring.cloud.discovery.client.simple.instances.log-consumer[0].uri",
                () -> "http://127.0.0.1:" + UPSTREAM.getAddress().getPort());
        // Longer than the test: what closes stays closed.
        properties.add("gateway.redis.pause", () -> "5m");
    }

    @AfterAll
    static void stop() throws IOException {
        UPSTREAM.stop(0);
        SILENT.close();
    }

    @Test
    void everythingGoesOnInThisProcessAndSaysSo() throws Exception {
        for (int n = 0; n < 10; n++) {
            HttpResponse<String> answer = get("/logs?limit=" + n);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
        }
        assertThat(get("/logs?limit=9").headers().firstValue("X-Cache")).hasValue("HIT");
        HttpResponse<String> last = get("/logs?limit=10");
        assertThat(last.headers().firstValue("X-Cache")).hasValue("MISS");
        assertThat(last.headers().firstValue("X-Cache-Scope")).hasValue("process");
        assertThat(last.headers().firstValue("X-RateLimit-Scope")).hasValue("process");
        assertThat(last.headers().firstValueAsLong("X-RateLimit-Remaining").orElse(0))
                .isPositive();
        assertThat(get("/actuator/prometheus").body())
                .contains("gateway_redis_away 1.0")
                .containsPattern("gateway_redis_failures_total\\{operation=\"limit\"} [1-3].0");
        await("ready all the same, where no coordinator answers either")
                .atMost(ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(get("/actuator/health/readiness").statusCode())
                                .isEqualTo(200));
        assertThat(get("/actuator/health").body())
                .contains("\"redis\":\"away\"", "queries are cached and requests counted in this process alone");
    }

    @Test
    void withoutCoordinatorsItsHealthSaysThatItIsOutside() throws Exception {
        assertThat(get("/actuator/health").body()).contains("\"cluster\":{\"details\":{", "\"stage\":\"OUTSIDE\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(ofSeconds(20))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static ServerSocket silent() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    private static HttpServer upstream() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/logs", exchange -> {
                byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }
}
