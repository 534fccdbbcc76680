package io.bellwether.it.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** The demo service as a process of its own. */
final class DemoProcess implements AutoCloseable {

    private final Process process;
    private final int port;
    private final Path output;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private DemoProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts it on a free port, and returns when it is ready. */
    static DemoProcess start(Path jar, Path output, String... arguments) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx160m",
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--management.endpoint.health.show-details=always"));
        command.addAll(List.of(arguments));
        var demo = new DemoProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                port,
                output);
        demo.awaitReady();
        return demo;
    }

    private void awaitReady() throws IOException {
        try {
            await("the demo service")
                    .atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> get("/actuator/health/readiness").contains("UP"));
        } catch (ConditionTimeoutException e) {
            close();
            throw new AssertionError("the demo service is not ready:\n" + Files.readString(output), e);
        }
    }

    /** What it answers; what hinders an answer while there is none. */
    String get(String path) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    BodyHandlers.ofString());
            return answer.body();
        } catch (IOException e) {
            return "no answer: " + e;
        }
    }

    /** What it has written so far. */
    List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** Asks it to stop, as a service manager does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the demo service does not stop");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }
}
