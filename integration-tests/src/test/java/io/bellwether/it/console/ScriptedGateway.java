package io.bellwether.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files of the console and the tests of its modules, and as the view of a gateway what a test puts in. It knows
 * no coordinators: what a test does not say is 503.
 */
final class ScriptedGateway implements AutoCloseable {

    private static final Path CONSOLE = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize()
            .resolve("api-gateway/target/classes/console");
    private static final String LIBRARY = "/META-INF/resources/webjars/preact/10.28.0/dist/preact.module.js";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    ScriptedGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::file);
        server.createContext("/gateway/view/stream", this::stream);
        server.createContext("/api/", this::said);
        server.createContext("/gateway/observers/", this::said);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Sends this to the page that follows the view. */
    void send(String event, String json) {
        messages.add("event:%s\ndata:%s\n\n".formatted(event, json));
    }

    /** What is answered there from now on. */
    void answers(String path, String json) {
        answers.put(path, json);
    }

    private void said(HttpExchange exchange) throws IOException {
        String told = answers.get(exchange.getRequestURI().getPath());
        if (told != null) {
            answer(exchange, 200, "application/json", told.getBytes(UTF_8));
            return;
        }
        answer(exchange, 503, "application/problem+json", """
                {"detail": "no coordinator answers", "code": "upstream-unavailable", "hint": "try again"}""".getBytes(UTF_8));
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] content = content(path.equals("/") ? "/console/index.html" : path);
        if (content == null) {
            answer(exchange, 404, "text/plain", new byte[0]);
        } else {
            String ending = path.equals("/") ? "html" : path.substring(path.lastIndexOf('.') + 1);
            answer(exchange, 200, TYPES.getOrDefault(ending, "text/plain"), content);
        }
    }

    private static byte @Nullable [] content(String path) throws IOException {
        if (path.equals("/console/lib/preact.js")) {
            try (var in = requireNonNull(ScriptedGateway.class.getResourceAsStream(LIBRARY), LIBRARY)) {
                return in.readAllBytes();
            }
        }
        if (path.startsWith("/tests/")) {
            try (var in = ScriptedGateway.class.getResourceAsStream("/console/" + path.substring("/tests/".length()))) {
                return in == null ? null : in.readAllBytes();
            }
        }
        Path file = CONSOLE.resolve(path.replaceFirst("^/(console/)?", ""));
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(messages.take().getBytes(UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
