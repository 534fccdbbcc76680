package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.gateway.GatewayApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A gateway that holds ten connections, and clients that hold on to theirs. */
@SpringBootTest(
        classes = GatewayApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"gateway.cache.enabled=false", "gateway.edge.connections-max=10"})
class ConnectionPlacesIT {

    private static final int MAX = 10;

    @LocalServerPort
    int port;

    /** One connection, over which a client asks again and again. */
    private static final class Client implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader answers;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Status line and body; nothing when the connection was closed. */
        String get(String path) throws IOException {
            try {
                socket.getOutputStream()
                        .write("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .formatted(path)
                                .getBytes(StandardCharsets.UTF_8));
                String status = answers.readLine();
                return status == null ? "" : status + "\n" + body();
            } catch (SocketException e) {
                // Closed with what was sent unread.
                return "";
            }
        }

        private String body() throws IOException {
            int length = 0;
            for (String line = answers.readLine(); line != null && !line.isEmpty(); line = answers.readLine()) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            var text = new StringBuilder();
            while (text.length() < length) {
                text.append((char) answers.read());
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void oneMoreThanItHoldsIsClosedAndTheOthersGoOn() throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < MAX; i++) {
                var client = new Client(port);
                clients.add(client);
                assertThat(client.get("/actuator/health/liveness")).startsWith("HTTP/1.1 200");
            }
            try (var tooMany = new Client(port)) {
                assertThat(tooMany.get("/actuator/health/liveness")).isEmpty();
            }
            assertThat(clients.getFirst().get("/actuator/prometheus"))
                    .containsPattern("gateway_refused_total\\{[^}]*reason=\"too-many-connections\"[^}]*} 1")
                    .containsPattern("gateway_connections_open(\\{[^}]*})? 10")
                    .containsPattern("gateway_connections_limit(\\{[^}]*})? 10");

            clients.removeLast().close();
            await("the place of who went").atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                try (var next = new Client(port)) {
                    assertThat(next.get("/actuator/health/liveness")).startsWith("HTTP/1.1 200");
                }
            });
            assertThat(clients.getLast().get("/actuator/health/liveness")).startsWith("HTTP/1.1 200");
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }
}
