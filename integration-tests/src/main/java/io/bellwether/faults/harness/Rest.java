package io.bellwether.faults.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** HTTP to the processes. Follows no redirect: where a write is sent is part of what is looked at. */
public final class Rest {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    private Rest() {}

    public static Answer get(URI uri) {
        return get(uri, LIMIT);
    }

    public static Answer get(URI uri, Duration limit) {
        return send(HttpRequest.newBuilder(uri).timeout(limit).build());
    }

    /** A request that changes something, with the operator token; an empty body is none. */
    public static Answer change(String method, URI uri, String token, String type, String body, Duration limit) {
        var request = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        return send(request.build());
    }

    private static Answer send(HttpRequest request) {
        try {
            var response = CLIENT.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body(), "");
        } catch (IOException e) {
            return Answer.none(e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("interrupted");
        }
    }
}
