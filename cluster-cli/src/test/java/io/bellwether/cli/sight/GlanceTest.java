package io.bellwether.cli.sight;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlanceTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private HttpServer server = unbound();
    private String base = "";
    private final CountDownLatch stopped = new CountDownLatch(1);

    private static HttpServer unbound() {
        try {
            return HttpServer.create();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fine", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("fine".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var part = new byte[1 << 16];
            java.util.Arrays.fill(part, (byte) 'x');
            try (var body = exchange.getResponseBody()) {
                while (true) {
                    body.write(part);
                }
            } catch (IOException e) {
                // The reader has had enough, as it should.
                exchange.close();
            }
        });
        server.createContext("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write('f');
            exchange.getResponseBody().flush();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().factory()));
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        server.stop(0);
    }

    @Test
    void whoHangsDoesNotKeepTheOthersFromBeingSeen() throws IOException {
        try (var hangs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, URI> places = new LinkedHashMap<>();
            for (int i = 0; i < 20; i++) {
                places.put("hangs" + i, URI.create("http://127.0.0.1:" + hangs.getLocalPort()));
            }
            places.put("fine", URI.create(base + "/fine"));
            places.put("broken", URI.create(base + "/broken"));
            places.put("stalls", URI.create(base + "/stalls"));
            places.put("nobody", URI.create("http://127.0.0.1:1"));
            long begun = System.nanoTime();

            var seen = new Glance(LIMIT).all(places);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT.multipliedBy(4));
            assertThat(of(seen, "fine").body()).isEqualTo("fine");
            assertThat(of(seen, "fine").date()).isNotEmpty();
            assertThat(of(seen, "broken").trouble()).isEqualTo("answers 500");
            assertThat(of(seen, "nobody").trouble()).isEqualTo("does not listen");
            assertThat(of(seen, "stalls").trouble()).isEqualTo("does not answer within 2.0 s");
            assertThat(of(seen, "hangs0").trouble()).isEqualTo("does not answer within 2.0 s");
        }
    }

    private static Glance.Seen of(Map<String, Glance.Seen> seen, String name) {
        return java.util.Objects.requireNonNull(seen.get(name));
    }

    @Test
    void ofAnEndlessAnswerOnlySoMuchIsTaken() {
        var seen = new Glance(Duration.ofSeconds(20)).get(URI.create(base + "/endless"));
        assertThat(seen.body()).hasSize(Glance.BYTES_MAX);
    }
}
