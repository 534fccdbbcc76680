package io.bellwether.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests, and answers that have to be clear. */
final class Http implements AutoCloseable {

    private static final int ASKS_FIRST = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** What was answered. */
    record Answer(int status, String type, String body) {

        /** A problem of RFC 9457 with this code and a hint, and nothing of our inside in it. */
        void isProblem(int wanted, String code) {
            assertThat(status).as(body).isEqualTo(wanted);
            assertThat(type).as(body).isEqualTo("application/problem+json");
            JsonNode problem = JsonMapper.shared().readTree(body);
            assertThat(problem.path("code").asString("")).as(body).isEqualTo(code);
            assertThat(problem.path("hint").asString("")).as(body).isNotBlank();
            assertThat(problem.path("detail").asString("")).as(body).isNotBlank();
            assertThat(body).doesNotContain("Exception", "io.bellwether", "org.springframework");
        }
    }

    Answer get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    /** With this method, token (empty for none) and body. */
    Answer send(String method, URI uri, String authorization, String body) {
        var request = HttpRequest.newBuilder(uri)
                // As curl does: who is refused at once would otherwise go on sending, and not hear why.
                .expectContinue(body.length() > ASKS_FIRST)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
