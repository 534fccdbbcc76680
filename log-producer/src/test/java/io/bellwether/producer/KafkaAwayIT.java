package io.bellwether.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Neither Kafka nor a coordinator: nothing listens on port 1. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "logs.publish.timeout=300ms",
            "cluster.enabled=true",
            "cluster.coordinators=http://127.0.0.1:1",
            "management.endpoint.health.show-details=always"
        })
class KafkaAwayIT {

    @LocalServerPort
    int port;

    @Test
    void theServiceStartsAndIsReadyWithoutKafka() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/actuator/health/readiness")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void withoutCoordinatorsItsHealthSaysThatItIsOutsideAndItIsReadyAllTheSame() throws Exception {
        HttpResponse<String> health = send(HttpRequest.newBuilder(uri("/actuator/health")));

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"cluster\":{\"details\":{", "\"stage\":\"OUTSIDE\"");
    }

    @Test
    void recordsAreRefusedInTimeAndTheClientIsToldWhenToTryAgain() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/logs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"m\"}")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body())
                .contains("\"type\":\"urn:bellwether:problem:kafka-unavailable\"")
                .contains("\"code\":\"kafka-unavailable\"")
                .contains("\"hint\":");
    }

    @Test
    void whatWaitsForTheConsumerIsNotKnownAndNotSaidToBeNothing() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/logs/backlog")));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"backlog-unknown\"", "\"hint\":");
        assertThat(send(HttpRequest.newBuilder(uri("/actuator/prometheus"))).body())
                .contains("logs_backlog_records NaN", "logs_backlog_seconds NaN");
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
