package io.bellwether.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.bellwether.gateway.GatewayApplication;
import io.bellwether.gateway.problem.ProblemException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Mono;

/** What becomes of writes while the cluster may not write, and of those that only the leader takes. */
@SpringBootTest(
        classes = {GatewayApplication.class, WritesIT.Routes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "gateway.cache.enabled=false")
class WritesIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Upstream FIRST = Upstream.answers("first");
    private static final Upstream SECOND = Upstream.answers("second");

    /** Leads no more, and names who does. */
    private static final Upstream FORMER = Upstream.that((request, response) ->
            response.status(307).header("Location", FIRST.url() + "/led").sendString(Mono.just("not I")));

    private static final Told TOLD = new Told();

    @LocalServerPort
    int port;

    /** What the cluster says, as the test has it. */
    private static final class Told implements Writability {

        private volatile @Nullable ProblemException refusal;
        private volatile @Nullable String leader;

        @Override
        public Optional<ProblemException> refusal() {
            return Optional.ofNullable(refusal);
        }

        @Override
        public Optional<String> leader() {
            return Optional.ofNullable(leader);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        @Primary
        Writability toldByTheTest() {
            return TOLD;
        }

        @Bean
        RouteLocator routesOfTheTest(RouteLocatorBuilder builder) {
            return builder.routes()
                    .route(
                            "refusing",
                            route -> route.path("/refusing")
                                    .metadata("read-only", "refuse")
                                    .uri("lb://any"))
                    .route("passing", route -> route.path("/passing").uri("lb://any"))
                    .route(
                            "led",
                            route -> route.path("/led")
                                    .metadata("writes", "leader")
                                    .uri("lb://any"))
                    .build();
        }
    }

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry properties) {
        int place = 0;
        for (Upstream instance : new Upstream[] {FIRST, SECOND, FORMER}) {
            String prefix = "spring.cloud.discovery.client.simple.instances.any[%d].".formatted(place++);
            properties.add(prefix + "uri", instance::url);
            properties.add(prefix + "instance-id", () -> nameOf(instance));
        }
    }

    private static String nameOf(Upstream instance) {
        if (instance == FORMER) {
            return "former";
        }
        return instance == FIRST ? "first" : "second";
    }

    @BeforeEach
    void begin() {
        TOLD.refusal = null;
        TOLD.leader = null;
        FIRST.asked.clear();
        SECOND.asked.clear();
        FORMER.asked.clear();
    }

    @AfterAll
    static void close() {
        FIRST.close();
        SECOND.close();
        FORMER.close();
    }

    @Test
    void whileTheClusterIsReadOnlyWritesAreRefusedWithTheReasonAndReadsGoOn() throws Exception {
        TOLD.refusal = Refusals.readOnly("no leader has a majority", "last seen 12.3 s ago");

        HttpResponse<String> refused = write("/refusing");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(JsonPath.<String>read(refused.body(), "$.code")).isEqualTo("read-only");
        assertThat(JsonPath.<String>read(refused.body(), "$.detail"))
                .contains("no leader has a majority", "last seen 12.3 s ago", "nothing was written");
        assertThat(timesAsked()).as("nothing was sent").isZero();
        assertThat(read("/refusing").statusCode()).isNotEqualTo(503);
        assertThat(write("/passing").statusCode())
                .as("where the service decides it itself")
                .isNotEqualTo(503);
    }

    @Test
    void onceItMayWriteAgainWritesGoOn() throws Exception {
        TOLD.refusal = Refusals.readOnly("no leader has a majority", "none was ever seen");
        assertThat(write("/refusing").statusCode()).isEqualTo(503);

        TOLD.refusal = null;

        assertThat(write("/refusing").statusCode()).isNotEqualTo(503);
    }

    @Test
    void whatOnlyTheLeaderTakesGoesToNobodyElse() throws Exception {
        TOLD.leader = "second";
        for (int i = 0; i < 30; i++) {
            assertThat(write("/led").body()).isEqualTo("second");
        }
        assertThat(SECOND.asked).hasSize(30);
        assertThat(FIRST.asked).isEmpty();
    }

    @Test
    void whoLeadsNoMoreNamesWhoDoesAndIsFollowedOnce() throws Exception {
        TOLD.leader = "former";

        HttpResponse<String> answer = write("/led");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("first");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(FORMER.asked).hasSize(1);
        assertThat(FIRST.asked)
                .singleElement()
                .satisfies(asked ->
                        assertThat(asked.body()).as("with all that was sent").isEqualTo("\"something\""));
    }

    @Test
    void aReadThatOnlyTheLeaderCanAnswerIsFollowedToo() throws Exception {
        for (int i = 0; i < 200 && FORMER.asked.isEmpty(); i++) {
            HttpResponse<String> answer = read("/led");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isIn("first", "second");
        }
        assertThat(FORMER.asked).as("the test saw what it is about").isNotEmpty();
    }

    /** Longer than what is kept: it cannot be sent again, and whoever sent it is told to. */
    @Test
    void whatCannotBeSentAgainIsNotFollowed() throws Exception {
        TOLD.leader = "former";

        HttpResponse<String> answer = send(to("/led").PUT(HttpRequest.BodyPublishers.ofString("x".repeat(300 * 1024))));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("no-leader");
        assertThat(FIRST.asked).isEmpty();
    }

    @Test
    void whatHasNoBodyIsFollowed() throws Exception {
        TOLD.leader = "former";

        assertThat(send(to("/led").DELETE()).body()).isEqualTo("first");
    }

    @Test
    void withoutALeaderNothingIsSentAnywhere() throws Exception {
        HttpResponse<String> answer = write("/led");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("no-leader");
        assertThat(timesAsked()).isZero();
        TOLD.leader = "somebody whom the discovery does not list";
        assertThat(JsonPath.<String>read(write("/led").body(), "$.code")).isEqualTo("no-leader");
    }

    private static int timesAsked() {
        return FIRST.asked.size() + SECOND.asked.size() + FORMER.asked.size();
    }

    private HttpResponse<String> write(String path) throws Exception {
        return send(to(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("\"something\"")));
    }

    private HttpResponse<String> read(String path) throws Exception {
        return send(to(path));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
