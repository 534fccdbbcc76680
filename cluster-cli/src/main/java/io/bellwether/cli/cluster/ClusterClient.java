package io.bellwether.cli.cluster;

import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the coordinators, one after the other until one answers. A redirect to the leader is followed to hosts that were
 * named: the operator's token goes nowhere else.
 */
public final class ClusterClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    /** A write waits for a majority for up to ten seconds. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(12);

    private static final int UNAVAILABLE = 503;
    private static final int ELSEWHERE = 307;
    /** Leadership may change on the way. */
    private static final int REDIRECTS_MAX = 3;

    private final String whom;
    private final List<URI> coordinators;
    private final @Nullable String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    /**
     * A client of these coordinators.
     *
     * @param token The operator's, null where there is none: then nothing can be changed.
     */
    public ClusterClient(List<URI> coordinators, @Nullable String token) {
        this("coordinator", coordinators, token);
    }

    private ClusterClient(String whom, List<URI> coordinators, @Nullable String token) {
        this.whom = whom;
        this.coordinators = List.copyOf(coordinators);
        this.token = token;
    }

    /** A client of a gateway, who only reads. */
    public static ClusterClient ofGateway(URI gateway) {
        return new ClusterClient("gateway", List.of(gateway), null);
    }

    /** Reads. */
    public Answer get(String path) {
        return ask("GET", path, null, Map.of());
    }

    /**
     * Asks for anything.
     *
     * @param body What is sent, null for nothing.
     */
    public Answer ask(String method, String path, @Nullable String body, Map<String, String> headers) {
        Answer unavailable = null;
        for (var coordinator : coordinators) {
            var answer = follow(coordinator.resolve(path), method, body, headers);
            if (answer != null && answer.status() != UNAVAILABLE) {
                return answer;
            }
            unavailable = answer == null ? unavailable : answer;
        }
        if (unavailable != null) {
            return unavailable;
        }
        throw new StartProblem("No %s answers at %s: ./bellwether status shows what runs, ./bellwether up starts it"
                .formatted(whom, coordinators.stream().map(URI::toString).collect(Collectors.joining(", "))));
    }

    private @Nullable Answer follow(URI place, String method, @Nullable String body, Map<String, String> headers) {
        var answer = askOne(place, method, body, headers);
        for (int i = 0; i < REDIRECTS_MAX && answer != null && answer.status() == ELSEWHERE; i++) {
            var leader = place.resolve(answer.headers().firstValue("Location").orElse(""));
            if (coordinators.stream().noneMatch(known -> known.getHost().equals(leader.getHost()))) {
                throw new StartProblem(
                        "%s says that the leader is at %s, a host that was not named: name it with --coordinator, so that it may be sent the operator's token"
                                .formatted(place, leader));
            }
            answer = askOne(leader, method, body, headers);
        }
        return answer;
    }

    private @Nullable Answer askOne(URI place, String method, @Nullable String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(place)
                .timeout(ANSWER_LIMIT)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        headers.forEach(request::header);
        if (token != null && !"GET".equals(method)) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            // The next one is asked; when none answers that is told.
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartProblem("Interrupted while waiting for " + place, e);
        }
    }
}
