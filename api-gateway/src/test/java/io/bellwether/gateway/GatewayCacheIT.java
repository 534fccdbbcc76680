package io.bellwether.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.bellwether.devservices.TestServices;
import io.bellwether.devservices.redis.RedisAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;

/** The gateway with a real Redis, before a service that counts how often it was asked. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GatewayCacheIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final HttpServer UPSTREAM = upstream();

    @LocalServerPort
    int port;

    private String query = "";

    /** Beside the shipped ones. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        RouteDefinitionLocator routesOfTheTest() {
            return () -> Flux.just(
                    route("limited", "Path=/limited", "RewritePath=/limited, /logs", "RateLimit=1, 5"),
                    route(
                            "patient-read",
                            "Path=/patient",
                            "Method=GET",
                            "RewritePath=/patient, /logs",
                            "AnswerCache=patient, 60s, write"),
                    route(
                            "patient-write",
                            "Path=/patient",
                            "Method=POST",
                            "RewritePath=/patient, /logs",
                            "GivesUpAnswers=patient"));
        }

        private static RouteDefinition route(String id, String... parts) {
            var route = new RouteDefinition();
            route.setId(id);
            route.setUri(URI.create("lb://log-consumer"));
            for (String part : parts) {
                boolean isPredicate = part.startsWith("Path=") || part.startsWith("Method=");
                if (isPredicate) {
                    route.getPredicates().add(new PredicateDefinition(part));
                } else {
                    route.getFilters().add(new FilterDefinition(part));
                }
            }
            return route;
        }
    }

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        RedisAddress redis = TestServices.redis();
        properties.add("spring.data.redis.host", redis::host);
        properties.add("spring.data.redis.port", redis::port);
        properties.add("spring.data.redis.password", redis::password);
        // Longer than by default: this machine may be busy, and a miss by lateness would be no fault of the cache.
        properties.add("gateway.redis.timeout", () -> "5s");
        properties.add("spring.data.redis.connect-timeout", () -> "5s");
        properties.add("spring.data.redis.timeout", () -> "5s");
        properties.add(
                "spring.cloud.discovery.client.simple.instances.log-consumer[0].uri",
                () -> "http://127.0.0.1:" + UPSTREAM.getAddress().getPort());
        // Nothing listens there.
        properties.add(
                "spring.cloud.discovery.client.simple.instances.log-producer[0].uri", () -> "http://127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        UPSTREAM.stop(0);
    }

    @BeforeEach
    void eachTestAsksForSomethingElse() {
        query = "service=" + System.nanoTime();
        ASKED.set(0);
    }

    @Test
    void theSameQueryIsAnsweredFromRedisUntilItsTimeIsOver() throws Exception {
        HttpResponse<String> first = get("/logs?limit=1&" + query);
        assertThat(first.headers().firstValue("X-Cache")).hasValue("MISS");

        await("a hit").atMost(ofSeconds(5)).pollInterval(ofMillis(20)).untilAsserted(() -> {
            HttpResponse<String> again = get("/logs?" + query + "&limit=1");
            assertThat(again.headers().firstValue("X-Cache")).hasValue("HIT");
            assertThat(again.headers().firstValue("X-Cache-Scope")).hasValue("shared");
            assertThat(again.headers().firstValue("Age")).hasValue("0");
            assertThat(again.headers().firstValueAsLong("X-Cache-Age-Ms").orElse(-1))
                    .isBetween(0L, 1_000L);
            assertThat(again.headers().firstValue("content-type")).hasValue("application/json");
            assertThat(again.body()).startsWith("{\"asked\":");
        });
        int asked = ASKED.get();
        await("the end of its time").atMost(ofSeconds(5)).untilAsserted(() -> {
            get("/logs?limit=1&" + query);
            assertThat(ASKED.get()).isGreaterThan(asked);
        });
    }

    @Test
    void whoRefusesTheCacheGetsAFreshAnswer() throws Exception {
        for (int n = 1; n <= 3; n++) {
            HttpResponse<String> answer = send(request("/logs?" + query).header("Cache-Control", "no-cache"));

            assertThat(answer.headers().firstValue("X-Cache")).hasValue("BYPASS");
            assertThat(answer.body()).isEqualTo("{\"asked\":%d}".formatted(n));
        }
    }

    @Test
    void onlyGoodAnswersOfModestSizeAreKept() throws Exception {
        for (String kind : new String[] {"refuse=1", "large=1"}) {
            for (int n = 0; n < 3; n++) {
                HttpResponse<String> answer = get("/logs?" + kind + "&" + query);

                assertThat(answer.headers().firstValue("X-Cache")).as(kind).hasValue("MISS");
            }
        }
        assertThat(ASKED).hasValue(6);
    }

    @Test
    void aWriteEndsWhatWasAnsweredBefore() throws Exception {
        String patient = "/patient?" + query;
        get(patient);
        await("a hit")
                .atMost(ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(get(patient).headers().firstValue("X-Cache")).hasValue("HIT"));
        int asked = ASKED.get();

        send(request("/patient").POST(BodyPublishers.ofString("{}")));

        await("a fresh answer, long before the minute that it would be kept")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(get(patient).body()).isEqualTo("{\"asked\":%d}".formatted(asked + 2)));
    }

    @Test
    void aWriteThatFailsEndsNothing() throws Exception {
        String patient = "/patient?" + query;
        get(patient);
        await("a hit")
                .atMost(ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(get(patient).headers().firstValue("X-Cache")).hasValue("HIT"));

        send(request("/patient?refuse=1").POST(BodyPublishers.ofString("{}")));

        await().during(ofMillis(400))
                .atMost(ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(get(patient).headers().firstValue("X-Cache")).hasValue("HIT"));
    }

    @Test
    void thePathUnderApiIsServedToo() throws Exception {
        assertThat(get("/api/logs?" + query).body()).isEqualTo("{\"asked\":1}");
    }

    @Test
    void aServiceThatIsAwayIsAProblemAndNotAPage() throws Exception {
        HttpResponse<String> answer =
                send(request("/logs").header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body())
                .contains("\"type\":\"urn:bellwether:problem:upstream-unavailable\"")
                .contains("\"code\":\"upstream-unavailable\"")
                .contains("\"hint\":");
    }

    @Test
    void aPathThatNobodyServesIsAProblemToo() throws Exception {
        HttpResponse<String> answer = get("/nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"route-unknown\"", "nothing is served at GET /nowhere");
    }

    @Test
    void whoAsksTooOftenIsToldToWaitAndOthersAreNot() throws Exception {
        int limited = 0;
        HttpResponse<String> last = get("/limited");
        assertThat(last.headers().firstValue("X-RateLimit-Limit")).hasValue("1");
        assertThat(last.headers().firstValue("X-RateLimit-Burst")).hasValue("5");
        assertThat(last.headers().firstValue("X-RateLimit-Scope")).hasValue("shared");
        for (int n = 0; n < 20; n++) {
            last = get("/limited");
            limited += last.statusCode() == 429 ? 1 : 0;
        }

        assertThat(limited)
                .as("of 20 after a burst of 5, within a second or three")
                .isBetween(12, 16);
        assertThat(last.body()).contains("\"code\":\"rate-limited\"");
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/logs?" + query).statusCode()).as("another route").isEqualTo(200);
        assertThat(get("/actuator/prometheus").body()).contains("gateway_limited_total{route=\"limited\"}");
    }

    @Test
    void whatTheCacheDidIsCounted() throws Exception {
        get("/logs?" + query);

        assertThat(get("/actuator/prometheus").body())
                .containsPattern("(?m)^gateway_cache_total\\{result=\"miss\"} [1-9]");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpServer upstream() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/logs", exchange -> {
                String asked = "{\"asked\":%d}".formatted(ASKED.incrementAndGet());
                String question = String.valueOf(exchange.getRequestURI().getQuery());
                byte[] body = (question.contains("large") ? asked + " ".repeat(300 * 1024) : asked).getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(question.contains("refuse") ? 400 : 200, body.length);
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
