package io.bellwether.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.api.AtOnce;
import io.bellwether.coordinator.config.ConfigStore;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
public class CoordinatorTest {

    /** Stands in for the agreed log. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Alone {

        @Bean
        AtOnce consensus(Journal journal, ConfigStore config, Registry registry) {
            return new AtOnce(new ReplicaOfParts(journal, config, registry));
        }
    }

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void token(DynamicPropertyRegistry settings) {
        settings.add("cluster.operator.token-file", () -> {
            try {
                return Files.writeString(folder.resolve("operator.token"), TOKEN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void aCoordinatorAloneSaysThatItIsUp() throws Exception {
        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void itsHealthAndMetricsAreOnTheMainPort() throws Exception {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void whatCurlPutsWithoutSayingWhatItIsIsTakenAsItIs() throws Exception {
        HttpResponse<String> put = put("/api/v1/config/app/a", "a=1&b=\u00e9", "Bearer " + TOKEN);
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        assertThat(put.headers().firstValue("ETag")).contains("\"1\"");

        HttpResponse<String> got = get("/api/v1/config/app/a");
        assertThat(got.body()).isEqualTo("a=1&b=\u00e9");
        assertThat(got.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(get("/api/v1/events").body()).contains("\"type\":\"config.put\",\"subject\":\"app/a\"");
    }

    @Test
    void nothingIsChangedWithoutTheToken() throws Exception {
        HttpResponse<String> refused = put("/api/v1/config/app/b", "1", "Bearer no");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":\"operator-token-wrong\"");
        assertThat(get("/api/v1/config/app/b").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> put(String path, String body, String authorization) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Authorization", authorization)
                    .PUT(BodyPublishers.ofString(body))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
