package io.bellwether.it.console;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.it.launcher.Launcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The system that the console is shown, and what is asked of it beside the browser. */
final class ConsoleSystem {

    private static final int LINES = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Launcher launcher;
    private String address = "";

    ConsoleSystem(Launcher launcher) {
        this.launcher = launcher;
    }

    /** With three producers; answers where the gateway is. */
    String bringUp() {
        launcher.run("up", "--free-ports", "--scale", "log-producer=3").succeeded();
        address = "http://127.0.0.1:" + launcher.port("api-gateway-1");
        return address;
    }

    void clean() {
        launcher.run("clean", "--yes");
    }

    void restart(String node) {
        launcher.run("restart", node).succeeded();
    }

    /** Starts what does not run. */
    void bringBack() {
        launcher.run("up", "--free-ports", "--scale", "log-producer=3").succeeded();
    }

    /** Gives the demo to its end; answers what it told. */
    String demo() {
        return launcher.run("demo").succeeded().output();
    }

    void kill(String node) {
        launcher.run("kill", node).succeeded();
    }

    /** Starting a command to kill it would count as time that the console took. */
    ProcessHandle process(String node) {
        return launcher.status()
                .get("nodes")
                .valueStream()
                .filter(each -> each.get("name").asString().equals(node))
                .map(each -> each.get("pid").asLong())
                .findFirst()
                .flatMap(ProcessHandle::of)
                .orElseThrow();
    }

    HttpResponse<InputStream> follow() throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + "/gateway/view/stream"))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    int readers() throws Exception {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("gateway_console_readers"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    String token() throws IOException {
        return Files.readString(launcher.home().resolve("secrets/operator-token"))
                .strip();
    }

    String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString())
                .body();
    }

    JsonNode json(String path) throws Exception {
        return JsonMapper.shared().readTree(get(path));
    }

    String state(String member) throws Exception {
        return json("/gateway/view")
                .get("members")
                .valueStream()
                .filter(each -> each.get("id").asString().equals(member))
                .map(each -> each.get("state").asString())
                .findFirst()
                .orElse("");
    }

    /** What those that watch a member find of it; each of them must have told its phi. */
    Set<String> observersOf(String member) throws Exception {
        JsonNode observers = json("/gateway/observers/" + member).get("observers");
        assertThat(observers).isNotEmpty().allSatisfy(each -> {
            assertThat(each.get("phi").isNumber()).as(each.toString()).isTrue();
            assertThat(each.get("verdict").asString()).isEqualTo("GOOD");
        });
        return observers
                .valueStream()
                .map(each -> each.get("observer").asString())
                .collect(Collectors.toSet());
    }

    long committedAt(String member, String state) throws Exception {
        return json("/api/cluster/events?limit=500")
                .get("events")
                .valueStream()
                .filter(event -> event.get("subject").asString().equals(member)
                        && event.path("to").asString("").equals(state))
                .mapToLong(event -> Instant.parse(event.get("time").asString()).toEpochMilli())
                .max()
                .orElseThrow();
    }

    /** Asks the coordinators themselves, whichever leads. */
    int coordinator(String method, String path, String body) throws Exception {
        for (String node : List.of("coordinator-1", "coordinator-2", "coordinator-3")) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + launcher.port(node) + path))
                    .header("Authorization", "Bearer " + token())
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 307) {
                return status;
            }
        }
        throw new AssertionError("no coordinator leads");
    }

    void post(String lines) throws Exception {
        assertThat(send(lines).statusCode()).isEqualTo(201);
    }

    /** The problem that lines are answered with. */
    String refusal(String lines) throws Exception {
        HttpResponse<String> answer = send(lines);
        assertThat(answer.statusCode()).isEqualTo(503);
        return answer.body();
    }

    private HttpResponse<String> send(String lines) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + "/api/logs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(lines))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Lines of a service that nobody else writes, one request each. */
    String postLines() throws Exception {
        String service = "service-" + System.nanoTime();
        for (int i = 0; i < LINES; i++) {
            post("{\"level\": \"INFO\", \"service\": \"%s\", \"message\": \"line %d\"}".formatted(service, i));
        }
        return service;
    }

    /** Which producers took the lines of this service. */
    Set<String> producersOf(String service) throws Exception {
        await("the lines are stored")
                .atMost(ofSeconds(20))
                .until(() -> json("/api/logs?limit=1000&service=" + service)
                                .get("items")
                                .size()
                        == LINES);
        Set<String> producers = new TreeSet<>();
        requireNonNull(json("/api/logs?limit=1000&service=" + service).get("items"))
                .forEach(item -> producers.add(item.get("node").asString()));
        return producers;
    }
}
