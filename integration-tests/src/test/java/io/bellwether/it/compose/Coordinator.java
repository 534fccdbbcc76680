package io.bellwether.it.compose;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One coordinator of a project, by the port that it has on this machine: that answers also when its network is cut.
 * @param service Its name in docker-compose.yml.
 * @param port The variable that holds its port. */
record Coordinator(ComposeProject project, String service, String port) {

    private static final String CONFIG = "/api/v1/config/compose-it/";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** Its own answer: a redirect to the leader is not followed. */
    HttpResponse<String> put(String key, String value, String token) {
        return send(request(CONFIG + key)
                .header("Content-Type", "text/plain")
                .header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.ofString(value)));
    }

    /** Has a member forgiven what it was charged for; whoever does not lead sends elsewhere. */
    HttpResponse<String> readmit(String member, String token) {
        return send(request("/api/v1/members/" + member + "/readmit")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"reason\": \"the next test\"}")));
    }

    /** What it holds under that key itself; empty where it holds nothing. */
    String value(String key) {
        var answer = get(CONFIG + key);
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    JsonNode status() {
        return JsonMapper.shared().readTree(get("/cluster/status").body());
    }

    /** The state of each member, as it sees it. */
    Map<String, String> members() {
        Map<String, String> states = new TreeMap<>();
        status().path("membership")
                .forEachEntry(
                        (name, member) -> states.put(name, member.path("status").asString()));
        return states;
    }

    /** The incarnation of each member, as it sees it. */
    Map<String, Long> incarnations() {
        Map<String, Long> incarnations = new TreeMap<>();
        status().path("membership")
                .forEachEntry((name, member) ->
                        incarnations.put(name, member.path("incarnation").asLong()));
        return incarnations;
    }

    /** Who leads, as it sees it; empty where it knows nobody. */
    String leader() {
        return status().path("leader").asString("");
    }

    /** Its own name in the cluster. */
    String id() {
        return status().path("answeredBy").asString();
    }

    long newestEvent() {
        return JsonMapper.shared()
                .readTree(get("/api/v1/events?limit=1").body())
                .path("newest")
                .asLong();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(project.address(port).resolve(path)).timeout(LIMIT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return service;
    }
}
