package io.bellwether.it.boards;

import static org.awaitility.Awaitility.await;

import io.bellwether.devservices.process.CommandResult;
import io.bellwether.it.prometheus.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on loopback that asks the coordinators whom to scrape, as that of docker-compose.yml does, each second. */
final class PrometheusServer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Runnable end;
    private final URI address;

    /** A series of an answer. */
    record Sample(Map<String, String> labels, double value) {

        String label(String name) {
            return labels.getOrDefault(name, "");
        }
    }

    private PrometheusServer(Process process, Runnable end, URI address) {
        this.process = process;
        this.end = end;
        this.address = address;
    }

    /** Where one can be had.
     * @param folder For its configuration and its output.
     * @param coordinators Where they answer. */
    static PrometheusServer start(Path folder, List<URI> coordinators) throws IOException {
        var sources = new StringBuilder();
        coordinators.forEach(coordinator -> sources.append(
                "      - { url: \"%s/prometheus/targets\", refresh_interval: 1s }\n".formatted(coordinator)));
        var file = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, scrape_timeout: 900ms }
                scrape_configs:
                  - job_name: bellwether
                    honor_labels: true
                    http_sd_configs:
                """ + sources);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        int port = freePort();
        var name = "bellwether-it-prometheus-" + port;
        var words = new ArrayList<>(Programs.words(
                        "prometheus",
                        DashboardFile.ROOT,
                        "--network",
                        "host",
                        "--name",
                        name,
                        "--volume",
                        folder + ":" + folder)
                .orElseThrow());
        boolean inContainer = Programs.areInContainer(words);
        words.addAll(List.of(
                "--config.file=" + file,
                "--storage.tsdb.path=" + (inContainer ? "/tmp/" + name : folder.resolve("data")),
                "--web.listen-address=127.0.0.1:" + port));
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Runnable end = inContainer
                ? () -> CommandResult.of(List.of("docker", "rm", "--force", name), LIMIT.multipliedBy(4), null)
                : process::destroy;
        var server = new PrometheusServer(process, end, URI.create("http://127.0.0.1:" + port));
        await("Prometheus").atMost(Duration.ofSeconds(20)).ignoreExceptions().until(server::isReady);
        return server;
    }

    private boolean isReady() throws IOException, InterruptedException {
        return http.send(
                                HttpRequest.newBuilder(address.resolve("/-/ready"))
                                        .timeout(LIMIT)
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    /** What it answers at this moment. */
    List<Sample> ask(String expr) {
        try {
            var uri = address.resolve("/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8));
            var answer = http.send(HttpRequest.newBuilder(uri).timeout(LIMIT).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("%s: %s".formatted(expr, answer.body()));
            }
            return samples(JsonMapper.shared().readTree(answer.body()).path("data"));
        } catch (IOException e) {
            throw new AssertionError(expr, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(expr, e);
        }
    }

    private static List<Sample> samples(JsonNode data) {
        var samples = new ArrayList<Sample>();
        for (JsonNode series : data.path("result")) {
            Map<String, String> labels = new TreeMap<>();
            series.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asString()));
            var value = series.path("value").path(1).asString();
            samples.add(
                    new Sample(labels, value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value)));
        }
        return samples;
    }

    @Override
    public void close() {
        end.run();
        process.destroy();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
