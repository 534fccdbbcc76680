package io.bellwether.gateway.forward;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.bellwether.gateway.GatewayApplication;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;

/** The gateway before instances that fail in every way: what is sent once more, what is not, and what passes through. */
@SpringBootTest(
        classes = {GatewayApplication.class, ForwardIT.Routes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"gateway.cache.enabled=false", "gateway.forward.try-timeout=400ms", "gateway.forward.deadline=2s"
        })
class ForwardIT {

    private static final int REQUESTS = 20;
    private static final String WITH_IDS = "[{\"id\": \"1\", \"message\": \"a\"}, {\"id\": \"2\", \"message\": \"b\"}]";
    private static final String WITHOUT = "[{\"id\": \"1\", \"message\": \"a\"}, {\"message\": \"b\"}]";

    private static final Map<String, List<Upstream>> SERVICES = new HashMap<>();

    static {
        SERVICES.put("hanging", List.of(Upstream.neverAnswers(), Upstream.answers("fine")));
        SERVICES.put("breaking", List.of(Upstream.breaksOff(), Upstream.answers("fine")));
        SERVICES.put("breaking-with-ids", List.of(Upstream.breaksOff(), Upstream.answers("fine")));
        SERVICES.put("breaking-with-key", List.of(Upstream.breaksOff(), Upstream.answers("fine")));
        SERVICES.put("failing", List.of(Upstream.fails(503), Upstream.answers("fine")));
        SERVICES.put("broken", List.of(Upstream.fails(500), Upstream.answers("fine")));
        SERVICES.put("alone-failing", List.of(Upstream.fails(502)));
        SERVICES.put("alone-hanging", List.of(Upstream.neverAnswers()));
        SERVICES.put("hanging-write", List.of(Upstream.neverAnswers(), Upstream.neverAnswers()));
        SERVICES.put("good", List.of(Upstream.answers("fine")));
        SERVICES.put(
                "talking",
                List.of(Upstream.that((request, response) ->
                        request.requestHeaders().contains("Upgrade")
                                ? response.sendWebsocket((in, out) ->
                                        out.sendString(in.receive().asString().map(text -> "heard " + text)))
                                : response.sse()
                                        .sendString(Flux.interval(Duration.ZERO, Duration.ofMillis(700))
                                                .take(4)
                                                .map(n -> "data: " + n + "\n\n")))));
        SERVICES.put(
                "stalling",
                List.of(Upstream.that(
                        (request, response) -> response.sendString(Flux.concat(Flux.just("half"), Flux.never())))));
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @TestConfiguration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        RouteLocator servicesOfTheTest(RouteLocatorBuilder builder) {
            var routes = builder.routes();
            SERVICES.keySet()
                    .forEach(service -> routes.route(service, route -> {
                        var of = route.path("/" + service, "/" + service + "/**");
                        Object repeat = service.endsWith("ids") ? "ids" : "safe";
                        // Nobody is waited for where nobody answers; elsewhere this machine may be busy.
                        return of.metadata("repeat", repeat)
                                .metadata("try-timeout", service.contains("hanging") ? "500ms" : "5s")
                                .metadata("body-timeout", "800ms")
                                .uri("lb://" + service);
                    }));
            routes.route("refusing", route -> route.path("/refusing").uri("lb://refusing"));
            routes.route("nobody", route -> route.path("/nobody").uri("lb://nobody"));
            return routes.build();
        }
    }

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry properties) {
        SERVICES.forEach((service, instances) -> {
            for (int i = 0; i < instances.size(); i++) {
                String url = instances.get(i).url();
                properties.add(
                        "spring.cloud.discovery.client.simple.instances.%s[%d].uri".formatted(service, i), () -> url);
            }
        });
        // Nobody listens at the first.
        properties.add("spring.cloud.discovery.client.simple.instances.refusing[0].uri", () -> "http://127.0.0.1:1");
        properties.add(
                "spring.cloud.discovery.client.simple.instances.refusing[1].uri",
                () -> instances("good").getFirst().url());
    }

    @AfterAll
    static void close() {
        SERVICES.values().forEach(instances -> instances.forEach(Upstream::close));
    }

    @Test
    void aQuestionToWhomNeverAnswersIsAnsweredByAnother() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(get("/hanging").statusCode()).isEqualTo(200);
        }
        assertThat(asked("hanging", 0)).as("the test saw what it is about").isPositive();
    }

    @Test
    void aQuestionToWhomRefusesIsAnsweredByAnother() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(get("/refusing").statusCode()).isEqualTo(200);
            assertThat(post("/refusing", WITHOUT).statusCode())
                    .as("nothing was sent, so sending it does nothing twice")
                    .isEqualTo(200);
        }
    }

    @Test
    void aQuestionToWhomIsBusyIsAnsweredByAnother() throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(get("/failing").body()).isEqualTo("fine");
            assertThat(get("/broken").body()).isEqualTo("fine");
        }
    }

    @Test
    void aWriteThatMayHaveBeenDoneIsNotRepeated() throws Exception {
        int broken = 0;
        for (int i = 0; i < 200 && asked("breaking", 0) == 0; i++) {
            HttpResponse<String> answer = post("/breaking", WITH_IDS);
            broken += answer.statusCode() == 503 ? 1 : 0;
        }

        assertThat(asked("breaking", 0)).isPositive().isEqualTo(broken);
        assertThat(codeOf(post("/hanging-write", WITH_IDS))).isEqualTo("upstream-timeout");
        assertThat(asked("hanging-write", 0) + asked("hanging-write", 1)).isEqualTo(1);
    }

    @Test
    void aWriteWithIdsIsRepeatedOnAnother() throws Exception {
        for (int i = 0; i < 200 && asked("breaking-with-ids", 0) == 0; i++) {
            assertThat(post("/breaking-with-ids", WITH_IDS).statusCode()).isEqualTo(200);
        }

        assertThat(asked("breaking-with-ids", 0)).isPositive();
        assertThat(instances("breaking-with-ids").get(1).asked)
                .extracting(Upstream.Asked::body)
                .containsOnly(WITH_IDS);
    }

    @Test
    void aWriteWithAKeyIsRepeatedOnAnother() throws Exception {
        for (int i = 0; i < 200 && asked("breaking-with-key", 0) == 0; i++) {
            HttpResponse<String> answer = send(to("/breaking-with-key")
                    .header("Idempotency-Key", "k" + i)
                    .POST(HttpRequest.BodyPublishers.ofString("anything")));
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        assertThat(asked("breaking-with-key", 0)).isPositive();
    }

    @Test
    void whereNobodyElseIsTheAnswerIsPassedOn() throws Exception {
        HttpResponse<String> answer = get("/alone-failing");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo("no");
    }

    @Test
    void aServiceWithoutInstancesIsAProblem() throws Exception {
        HttpResponse<String> answer = get("/nobody");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(codeOf(answer)).isEqualTo("upstream-unavailable");
    }

    @Test
    void whatIsLeftOfTheDeadlineIsPassedOn() throws Exception {
        get("/good");
        assertThat(left()).isBetween(4_000L, 8_000L);

        send(to("/good").header("X-Deadline-Ms", "300"));
        assertThat(left()).isBetween(1L, 300L);

        long begun = System.nanoTime();
        HttpResponse<String> answer = send(to("/alone-hanging").header("X-Deadline-Ms", "100"));
        assertThat(codeOf(answer)).isEqualTo("upstream-timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(450));
    }

    @Test
    void aDeadlineThatIsNoneIsRefused() throws Exception {
        for (String bad : List.of("soon", "-1", "0", "600001", "99999999999999999999", "1e3")) {
            HttpResponse<String> answer = send(to("/good").header("X-Deadline-Ms", bad));
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(codeOf(answer)).isEqualTo("deadline-invalid");
        }
    }

    @Test
    void eventsPassThroughAsTheyCome() throws Exception {
        HttpResponse<InputStream> answer = HTTP.send(to("/talking").build(), HttpResponse.BodyHandlers.ofInputStream());

        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(lines.lines().filter(line -> !line.isEmpty()))
                    .as("longer than one try may take, because the answer has begun")
                    .containsExactly("data: 0", "data: 1", "data: 2", "data: 3");
        }
    }

    @Test
    void aWebSocketPassesThrough() throws Exception {
        var heard = new CompletableFuture<String>();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:%d/talking".formatted(port)), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return CompletableFuture.completedStage(null);
                    }
                })
                .get(5, TimeUnit.SECONDS);

        assertThat(socket.sendText("hello", true)).succeedsWithin(Duration.ofSeconds(5));

        assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("heard hello");
        assertThat(JsonPath.<List<Integer>>read(
                        get("/gateway/routes").body(), "$.services[?(@.service=='talking')].instances[0].waiting"))
                .as("a session is not a request that waits")
                .containsExactly(0);
        socket.abort();
    }

    @Test
    void anAnswerThatStandsStillIsBrokenOff() {
        var answer = HTTP.sendAsync(to("/stalling").build(), HttpResponse.BodyHandlers.ofString());

        await("the end of it").atMost(Duration.ofSeconds(5)).until(answer::isDone);
        assertThat(answer).isCompletedExceptionally();
    }

    @Test
    void whoGoesAwayLeavesNothingWaiting() {
        var answer = HTTP.sendAsync(to("/alone-hanging").build(), HttpResponse.BodyHandlers.ofString());
        await("it waits").atMost(Duration.ofSeconds(5)).until(() -> waiting("alone-hanging") == 1);

        answer.cancel(true);

        await("it waits no more").atMost(Duration.ofSeconds(5)).until(() -> waiting("alone-hanging") == 0);
    }

    @Test
    void theRoutesAreTold() throws Exception {
        get("/good");
        String body = get("/gateway/routes").body();

        assertThat(JsonPath.<List<Double>>read(body, "$.services[?(@.service=='good')].instances[*].share"))
                .containsExactly(1.0);
        assertThat(JsonPath.<List<String>>read(body, "$.services[?(@.service=='good')].instances[*].standing"))
                .containsExactly("WELL");
        assertThat(JsonPath.<List<String>>read(body, "$.routes[?(@.id=='good')].to"))
                .containsExactly("good");
        assertThat(JsonPath.<Boolean>read(body, "$.table.frozen")).isFalse();
    }

    private int waiting(String service) throws Exception {
        return JsonPath.<List<Integer>>read(
                        get("/gateway/routes").body(),
                        "$.services[?(@.service=='%s')].instances[0].waiting".formatted(service))
                .getFirst();
    }

    private long left() {
        return Long.parseLong(
                instances("good").getFirst().asked.getLast().headers().get("X-Deadline-Ms"));
    }

    private static List<Upstream> instances(String service) {
        return requireNonNull(SERVICES.get(service));
    }

    private static int asked(String service, int instance) {
        return instances(service).get(instance).asked.size();
    }

    private static String codeOf(HttpResponse<String> answer) {
        return JsonPath.read(answer.body(), "$.code");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
