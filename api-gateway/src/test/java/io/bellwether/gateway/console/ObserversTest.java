package io.bellwether.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bellwether.spring.picture.ClusterPicture;
import io.bellwether.spring.picture.MemberPicture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObserversTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String SUBJECT = "orders-1";

    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Observers observers = new Observers();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void close() {
        ended.countDown();
        server.stop(0);
    }

    private void answers(String path, int status, String body) {
        server.createContext(path, exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.getBytes(UTF_8).length);
        try (exchange) {
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    private MemberPicture member(String id, boolean coordinator, String state) {
        return new MemberPicture(
                id, 1, "", url(id), "", "", coordinator, state, "", "", null, null, List.of(), List.of());
    }

    /** Each serves below a path of its own. */
    private String url(String id) {
        return switch (id) {
            case "silent" -> "";
            case "refusing" -> "http://127.0.0.1:1";
            default -> "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), id);
        };
    }

    private List<Heard> heard(MemberPicture... members) {
        var picture = new ClusterPicture(
                "gateway",
                "RUNNING",
                "MEMBER",
                "",
                "READ_WRITE",
                "",
                false,
                null,
                null,
                0,
                1,
                1,
                List.of(members),
                List.of(new ClusterPicture.EdgePicture(SUBJECT, "GOOD", 5_000, 12L, 0.25, null, 0)),
                List.of());
        List<String> names = List.of(members).stream().map(MemberPicture::id).toList();
        return requireNonNull(observers.of(SUBJECT, names, picture).block(LONG));
    }

    private @Nullable String unknown(MemberPicture member) {
        Heard only = heard(member).getFirst();
        assertThat(only.phi()).isNull();
        return only.unknown();
    }

    @Test
    void servicesAndCoordinatorsAreAskedAndTheGatewayKnowsItsOwn() {
        answers("/shop/actuator/cluster/orders-1", 200, """
                {"id": "orders-1", "edge": {"verdict": "SILENT", "forMillis": 900, "phi": 9.5, "silentMillis": 4100}}""");
        answers("/leader/api/v1/members/orders-1/explain", 200, """
                {"observers": {"each": [{"nodeId": "shop", "edge": "SILENT", "phi": null},
                 {"nodeId": "leader", "edge": "GOOD", "forMillis": 7000, "phi": 0.125, "lastBeatMillis": 80}]}}""");

        assertThat(heard(
                        member("shop", false, "HEALTHY"),
                        member("gateway", false, "HEALTHY"),
                        member("leader", true, "HEALTHY")))
                .containsExactly(
                        new Heard("shop", "SILENT", 900L, 9.5, 4_100L, null),
                        new Heard("gateway", "GOOD", 5_000L, 0.25, 12L, null),
                        new Heard("leader", "GOOD", 7_000L, 0.125, 80L, null));
    }

    @Test
    void whoTellsOfNoEdgeIsToldWithTheReason() {
        answers("/else/actuator/cluster/orders-1", 200, "{\"id\": \"orders-1\", \"edge\": null}");

        assertThat(unknown(member("else", false, "HEALTHY"))).isEqualTo("tells of no edge to it");
    }

    @Test
    void anAnswerThatIsNoneIsAReason() {
        answers("/odd/actuator/cluster/orders-1", 200, "certainly");

        assertThat(unknown(member("odd", false, "HEALTHY"))).isEqualTo("gave an answer that is not understood");
    }

    @Test
    void anEmptyAnswerIsAReason() {
        answers("/empty/actuator/cluster/orders-1", 204, "");

        assertThat(unknown(member("empty", false, "HEALTHY"))).isEqualTo("answered without a word");
    }

    @Test
    void whoDoesNotHaveTheEndpointIsToldWithTheStatus() {
        answers("/plain/", 404, "{}");

        assertThat(unknown(member("plain", false, "HEALTHY"))).isEqualTo("answered with 404");
    }

    @Test
    void whoHangsIsWaitedForASecond() {
        server.createContext("/hanging/", exchange -> {
            try (exchange) {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long begun = System.nanoTime();

        assertThat(unknown(member("hanging", false, "HEALTHY"))).isEqualTo("did not answer within 1 s");

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Observers.PATIENCE, Observers.PATIENCE.multipliedBy(4));
    }

    @Test
    void whoCannotBeReachedIsToldWithTheReason() {
        assertThat(unknown(member("refusing", false, "HEALTHY"))).startsWith("cannot be asked: ");
    }

    @Test
    void whoIsUnreachableIsNotAsked() {
        answers("/lost/", 200, "{}");

        assertThat(unknown(member("lost", false, "UNREACHABLE"))).isEqualTo("is unreachable");
        assertThat(asked).isEmpty();
    }

    @Test
    void whoHasToldNoAddressCannotBeAsked() {
        assertThat(unknown(member("silent", false, "HEALTHY"))).isEqualTo("has not told where it serves");
    }

    @Test
    void severalThatLookAtTheSameTimeAskOnce() {
        answers("/shop/actuator/cluster/orders-1", 200, "{\"edge\": {\"verdict\": \"GOOD\", \"phi\": 1}}");

        var first = heard(member("shop", false, "HEALTHY"));
        var second = heard(member("shop", false, "HEALTHY"));

        assertThat(first).isEqualTo(second);
        assertThat(asked).hasSize(1);
    }
}
