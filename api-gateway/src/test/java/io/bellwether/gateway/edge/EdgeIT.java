package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.gateway.GatewayApplication;
import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What nobody should send, over real sockets: it is answered 4xx or cut off, counted, and nobody else notices. */
@SpringBootTest(
        classes = {GatewayApplication.class, EdgeIT.Routes.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "gateway.cache.enabled=false",
            "gateway.edge.body-max=1MB",
            "gateway.edge.head-time=700ms",
            "gateway.edge.body-time=700ms",
        })
class EdgeIT {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final List<String> RECEIVED = new CopyOnWriteArrayList<>();
    private static final DisposableServer UPSTREAM = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                RECEIVED.add(request.uri());
                return request.receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .flatMap(body -> response.header(
                                        "X-Seen-Request", header(request.requestHeaders(), "X-Request-Id"))
                                .header("X-Seen-Trace", header(request.requestHeaders(), "traceparent"))
                                .header("X-Seen-For", header(request.requestHeaders(), "X-Forwarded-For"))
                                .sendString(Mono.just("fine"))
                                .then());
            })
            .bindNow(Duration.ofSeconds(10));

    @LocalServerPort
    int port;

    @Autowired
    MeterRegistry meters;

    private final HttpClient http = HttpClient.newHttpClient();

    private static String header(io.netty.handler.codec.http.HttpHeaders headers, String name) {
        String value = headers.get(name);
        return value == null ? "none" : value;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        RouteLocator upstream(RouteLocatorBuilder builder) {
            return builder.routes()
                    .route("upstream", route -> route.path("/up", "/up/**").uri("lb://upstream"))
                    .build();
        }
    }

    @DynamicPropertySource
    static void instances(DynamicPropertyRegistry properties) {
        properties.add(
                "spring.cloud.discovery.client.simple.instances.upstream[0].uri",
                () -> "http://127.0.0.1:" + UPSTREAM.port());
    }

    @AfterAll
    static void close() {
        UPSTREAM.disposeNow(Duration.ofSeconds(2));
    }

    @AfterEach
    void nobodyElseNotices() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/up".formatted(port)))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/gateway/routes".formatted(port)))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .as("no instance is blamed for what a client did")
                .contains("\"standing\":\"WELL\"", "\"failuresInRow\":0", "\"waiting\":0");
    }

    @Test
    void aHeadWithoutEndIsRefused() throws Exception {
        double before = refused("head-malformed");
        String answer = talk("GET /up HTTP/1.1\r\nHost: localhost\r\n" + "X-Bomb: " + "b".repeat(200_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(refused("head-malformed")).isGreaterThan(before);
    }

    @Test
    void manyHeadersAreRefusedToo() throws Exception {
        assertThat(talk("GET /up HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(5_000) + "\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void anAddressWithoutEndIsRefused() throws Exception {
        assertThat(talk("GET /up/" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @CsvSource({
        "'GET', '/up/../actuator', 'Host: localhost', 400, path-refused",
        "'GET', '/up/%2e%2e/x', 'Host: localhost', 400, path-refused",
        "'GET', '/up', 'Host: evil.example', 421, host-refused",
        "'TRACE', '/up', 'Host: localhost', 405, method-refused",
        "'GET', '/up', 'Host: localhost|X-Forwarded-For: 1.2.3.4', 400, forwarded-header-refused",
        "'GET', '/up', 'Host: localhost|X-Cluster-Leader-Known: true', 400, internal-header-refused",
        "'POST', '/up', 'Host: localhost|Content-Length: 0|Origin: https://evil.example', 403, cross-site-refused",
        "'POST', '/up', 'Host: localhost|Content-Length: 2000000', 413, body-too-large",
        "'GET', '/up', 'Host: localhost|X-Deadline-Ms: soon', 400, deadline-invalid",
    })
    void whatNobodyShouldSendIsAProblem(String method, String path, String headers, int status, String code)
            throws Exception {
        RECEIVED.clear();
        String answer = talk("%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
                .formatted(method, path, headers.replace("|", "\r\n")));

        assertThat(answer)
                .startsWith("HTTP/1.1 %d ".formatted(status))
                .contains("application/problem+json", "\"code\":\"%s\"".formatted(code), "\"hint\":");
        assertThat(RECEIVED).as("none of it went further").isEmpty();
    }

    @Test
    void aBodyThatGrowsTooLargeIsCutOff() throws Exception {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        String answer =
                talk("POST /up HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(40));

        assertThat(answer)
                .satisfiesAnyOf(
                        text -> assertThat(text).startsWith("HTTP/1.1 413"),
                        text -> assertThat(text).isEmpty());
    }

    @Test
    void aHeadThatComesByteByByteIsCutOff() throws Exception {
        double before = refused("head-too-slow");
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /up HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(socket.getInputStream().read()).as("closed").isEqualTo(-1);
        }
        await().until(() -> refused("head-too-slow") > before);
    }

    @Test
    void theNextHeadOfAConnectionIsWatchedLikeTheFirst() throws Exception {
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /up HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(socket.getInputStream().read())
                    .as("the first answer begins")
                    .isEqualTo('H');
            out.write("GET /up HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(rest(socket)).startsWith("TTP/1.1 200").contains("fine");
        }
    }

    @Test
    void aConnectionIsReadOnHoweverManyRequestsItBrings() throws Exception {
        byte[] request =
                "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = socket()) {
            for (int i = 0; i < 2_000; i++) {
                socket.getOutputStream().write(request);
                assertThat(answer(socket)).as("request %d", i).startsWith("HTTP/1.1 200");
            }
        }
    }

    /** One answer of a connection that stays. */
    private static String answer(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        String text = head.toString();
        int length = Integer.parseInt(text.replaceAll("(?is).*content-length: ([0-9]+).*", "$1"));
        socket.getInputStream().readNBytes(length);
        return text;
    }

    @Test
    void aBodyThatDoesNotComeIsNotAwaitedForEver() throws Exception {
        try (Socket socket = socket()) {
            OutputStream out = socket.getOutputStream();
            out.write("POST /up HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();

            assertThat(rest(socket))
                    .satisfiesAnyOf(
                            text -> assertThat(text).startsWith("HTTP/1.1 408"),
                            text -> assertThat(text).isEmpty());
        }
    }

    @Test
    void anInstanceIsToldWhoAsks() throws Exception {
        String answer = talk("""
                GET /up HTTP/1.1
                Host: localhost
                X-Request-Id: order-7
                traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
                Connection: close

                """.replace("\n", "\r\n"));

        assertThat(answer)
                .contains("X-Request-Id: order-7")
                .contains("X-Seen-Request: order-7")
                .contains("X-Seen-For: 127.0.0.1")
                .containsPattern(
                        "X-Seen-Trace: 00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01");
    }

    private double refused(String reason) {
        return meters.get(GatewayMetrics.REFUSED)
                .tag("reason", reason)
                .counter()
                .count();
    }

    private String talk(String request) throws IOException {
        try (Socket socket = socket()) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (SocketException e) {
                // It may close before it has read all that it does not want; its answer may be there all the same.
            }
            return rest(socket);
        }
    }

    private Socket socket() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** All that comes until the connection is closed. */
    private static String rest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var text = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
        } catch (SocketException e) {
            // Reset: what came before it counts.
        }
        return text.toString();
    }
}
