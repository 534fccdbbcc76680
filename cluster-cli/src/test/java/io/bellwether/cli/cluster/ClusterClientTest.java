package io.bellwether.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterClientTest {

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    private URI coordinator(int status, String body, @Nullable URI redirect) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add("%s %s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (redirect != null) {
                exchange.getResponseHeaders()
                        .add(
                                "Location",
                                redirect.resolve(exchange.getRequestURI()).toString());
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private URI nobody() throws IOException {
        var gone = coordinator(200, "", null);
        servers.removeLast().stop(0);
        return gone;
    }

    @Test
    void whereOneDoesNotAnswerTheNextIsAsked() throws IOException {
        var client = new ClusterClient(List.of(nobody(), coordinator(200, "{\"a\": 1}", null)), null);
        assertThat(client.get("/x").json().path("a").asInt()).isOne();
    }

    @Test
    void whereOneKnowsNoLeaderTheNextIsAsked() throws IOException {
        var client = new ClusterClient(List.of(coordinator(503, "{}", null), coordinator(200, "{}", null)), null);
        assertThat(client.get("/x").status()).isEqualTo(200);
    }

    @Test
    void whereNobodyAnswersThatIsToldWithWhatToDo() throws IOException {
        var nobody = nobody();
        assertThatThrownBy(() -> new ClusterClient(List.of(nobody), null).get("/x"))
                .isInstanceOf(StartProblem.class)
                .hasMessage(
                        "No coordinator answers at %s: ./bellwether status shows what runs, ./bellwether up starts it"
                                .formatted(nobody));
    }

    @Test
    void aChangeFollowsTheLeaderWithTokenAndBody() throws IOException {
        var leader = coordinator(201, "{}", null);
        var follower = coordinator(307, "", leader);
        var answer = new ClusterClient(List.of(follower), "secret").ask("PUT", "/k?v=1", "value", Map.of());
        assertThat(answer.status()).isEqualTo(201);
        assertThat(asked).containsExactly("PUT /k?v=1 Bearer secret value", "PUT /k?v=1 Bearer secret value");
    }

    @Test
    void theTokenIsNotSentToAHostThatNobodyNamed() throws IOException {
        var follower = coordinator(307, "", URI.create("http://localhost:1/"));
        assertThatThrownBy(() -> new ClusterClient(List.of(follower), "secret").ask("PUT", "/k", "v", Map.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("name it with --coordinator");
    }

    @Test
    void aRedirectInACircleEnds() throws IOException {
        var other = coordinator(307, "", URI.create("http://127.0.0.1:1/"));
        var first = coordinator(307, "", other);
        var client = new ClusterClient(List.of(first), null);
        assertThatThrownBy(() -> client.get("/x")).hasMessageContaining("No coordinator answers");
    }

    @Test
    void whoOnlyReadsDoesNotShowTheToken() throws IOException {
        new ClusterClient(List.of(coordinator(200, "{}", null)), "secret").get("/x");
        assertThat(asked).containsExactly("GET /x null ");
    }

    @Test
    void aRefusalIsToldWithItsHint() throws IOException {
        var problem = "{\"detail\": \"there is no key 'a'\", \"hint\": \"list the keys\", \"code\": \"unknown\"}";
        var client = new ClusterClient(List.of(coordinator(404, problem, null)), null);
        assertThatThrownBy(() -> client.get("/x").json())
                .isInstanceOf(StartProblem.class)
                .hasMessage("there is no key 'a': list the keys (404, unknown)");
    }

    @Test
    void whatIsNoCoordinatorIsToldApart() throws IOException {
        var client = new ClusterClient(List.of(coordinator(200, "<html>", null)), null);
        assertThatThrownBy(() -> client.get("/x").json()).hasMessageContaining("no JSON");
        var broken = new ClusterClient(List.of(coordinator(500, "<html>", null)), null);
        assertThatThrownBy(() -> broken.get("/x").json()).hasMessage("A coordinator answers 500 without saying why");
    }
}
