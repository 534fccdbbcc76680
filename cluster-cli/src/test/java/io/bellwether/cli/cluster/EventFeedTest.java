package io.bellwether.cli.cluster;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventFeedTest {

    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final List<Long> events = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private final List<JsonNode> gaps = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void stop() {
        over.countDown();
        servers.forEach(server -> server.stop(0));
    }

    private interface Stream {
        void write(HttpExchange exchange) throws IOException;
    }

    private URI coordinator(Stream stream) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/events/stream", exchange -> {
            asked.add("%s %s"
                    .formatted(
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Last-Event-ID")));
            stream.write(exchange);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        if (exchange.getResponseCode() < 0) {
            exchange.sendResponseHeaders(200, 0);
        }
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static String frame(long sequence) {
        return "id: %d\nevent: member.moved\ndata: {\"sequence\": %d}\n\n".formatted(sequence, sequence);
    }

    private EventFeed feed(Duration silence, int attemptsMax, URI... coordinators) {
        return new EventFeed(
                List.of(coordinators),
                new EventFeed.Patience(silence, ofMillis(1), ofMillis(5), attemptsMax),
                new EventFeed.Listener() {
                    @Override
                    public void event(JsonNode event) {
                        events.add(event.path("sequence").asLong());
                    }

                    @Override
                    public void gap(JsonNode gap) {
                        gaps.add(gap);
                    }

                    @Override
                    public void lost(URI coordinator, String reason, int attempt, int attemptsMax, Duration wait) {
                        losses.add("%s %d/%d".formatted(reason, attempt, attemptsMax));
                    }
                });
    }

    private void hang() {
        try {
            var unused = over.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void eventsComeWithTheirNumbersAndTheLastIsToldWhenItIsGivenUp() throws IOException {
        var first = coordinator(exchange -> send(exchange, "retry: 1\n\n" + frame(7) + ":\n\n" + frame(8)));
        var second = coordinator(exchange -> send(exchange, frame(9)));

        assertThatThrownBy(() -> feed(Duration.ofSeconds(10), 0, first).follow(6, "member"))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("--after 8 goes on where this stopped");
        assertThat(asked).containsExactly("/api/v1/events/stream?type=member 6");
        asked.clear();

        assertThatThrownBy(() -> feed(Duration.ofSeconds(10), 0, second).follow(8, null))
                .isInstanceOf(StartProblem.class);
        assertThat(events).containsExactly(7L, 8L, 9L);
    }

    @Test
    void aStreamThatEndsIsPickedUpWhereItStoppedAtTheNextCoordinator() throws Exception {
        var first = coordinator(exchange -> send(exchange, frame(7) + frame(8)));
        var second = coordinator(exchange -> {
            send(exchange, frame(9));
            hang();
        });

        var reader = Thread.ofVirtual()
                .start(() -> feed(Duration.ofSeconds(30), 3, first, second).follow(-1, null));
        await("the event of the second").atMost(Duration.ofSeconds(10)).until(() -> events.contains(9L));
        reader.interrupt();

        assertThat(events).containsExactly(7L, 8L, 9L);
        assertThat(asked).containsExactly("/api/v1/events/stream null", "/api/v1/events/stream 8");
        assertThat(losses).containsExactly("the stream has ended 1/3");
    }

    @Test
    void whoAnswersNothingIsTriedSoOftenAndThenGivenUp() throws IOException {
        var gone = coordinator(exchange -> {});
        servers.removeFirst().stop(0);

        assertThatThrownBy(() -> feed(Duration.ofSeconds(10), 3, gone).follow(-1, null))
                .isInstanceOf(StartProblem.class)
                .hasMessage("Gave up after 3 tries, the last: it does not answer. ./bellwether status shows what runs");
        assertThat(losses)
                .containsExactly("it does not answer 1/3", "it does not answer 2/3", "it does not answer 3/3");
    }

    @Test
    void onWhichNothingComesCountsAsLost() throws IOException {
        var mute = coordinator(exchange -> {
            send(exchange, frame(1));
            hang();
        });

        assertThatThrownBy(() -> feed(ofMillis(200), 0, mute).follow(0, null))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("nothing came for 0 s");
        assertThat(events).containsExactly(1L);
    }

    @Test
    void whatWasForgottenIsTold() throws IOException {
        var server = coordinator(
                exchange -> send(exchange, "event: gap\ndata: {\"after\": 5, \"oldest\": 90}\n\n" + frame(90)));

        assertThatThrownBy(() -> feed(Duration.ofSeconds(10), 0, server).follow(5, null))
                .isInstanceOf(StartProblem.class);
        assertThat(gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.path("oldest").asInt()).isEqualTo(90));
        assertThat(events).containsExactly(90L);
    }

    @Test
    void aRequestThatIsRefusedIsNotRepeated() throws IOException {
        var server = coordinator(exchange -> {
            byte[] problem = "{\"detail\": \"type must be such as member\", \"hint\": \"leave it out\"}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, problem.length);
            exchange.getResponseBody().write(problem);
        });

        assertThatThrownBy(() -> feed(Duration.ofSeconds(10), 5, server).follow(5, "?"))
                .isInstanceOf(StartProblem.class)
                .hasMessage("type must be such as member: leave it out (400)");
        assertThat(asked).hasSize(1);
    }

    @Test
    void aLivingStreamEndsWithWhoeverReadsIt() throws Exception {
        var live = coordinator(exchange -> {
            send(exchange, frame(1));
            hang();
        });
        var reader = Thread.ofVirtual()
                .start(() -> feed(Duration.ofSeconds(30), 5, live).follow(0, null));
        await("the event").atMost(Duration.ofSeconds(10)).until(() -> !events.isEmpty());

        reader.interrupt();

        assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
        assertThat(losses).isEmpty();
    }

    @Test
    void theWaitDoublesUpToItsLimit() {
        var patience = EventFeed.Patience.STANDARD;

        assertThat(List.of(patience.wait(1), patience.wait(2), patience.wait(5), patience.wait(6), patience.wait(10)))
                .containsExactly(ofMillis(500), ofMillis(1000), ofMillis(8000), ofMillis(15_000), ofMillis(15_000));
    }
}
