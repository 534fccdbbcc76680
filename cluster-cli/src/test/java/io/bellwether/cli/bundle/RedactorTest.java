package io.bellwether.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.bellwether.cli.sight.ProcessSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private static final String SECRET = "hunter2/with+signs\"and more";

    private final Redactor redactor = new Redactor(List.of(SECRET));
    private final Redactor knowsNothing = new Redactor(List.of());

    @Test
    void aKnownSecretIsFoundHoweverItIsWritten() {
        var bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        for (var written : List.of(
                SECRET,
                "hunter2/with+signs\\\"and more",
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
            assertThat(redactor.clean("it said " + written + " aloud")).isEqualTo("it said (withheld) aloud");
        }
        assertThat(redactor.withheld()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=tr0ub4dor",
                "spring.datasource.password: tr0ub4dor",
                "{\"apiKey\": \"tr0ub4dor\"}",
                "{\"text\": \"{\\\"token\\\": \\\"tr0ub4dor\\\"}\"}",
                "-Djavax.net.ssl.keyStorePassword=tr0ub4dor",
                "SPRING_DATASOURCE_PASSWORD='tr0ub4dor and more'",
                "secret = \"an \\\"odd\\\" tr0ub4dor\"",
                "Authorization: Bearer tr0ub4dor",
                "jdbc:postgresql://user:tr0ub4dor@host/db",
                "redis://:tr0ub4dor@host",
                "jdbc:postgresql://host/db?user=a&password=tr0ub4dor&ssl=true",
                "-----BEGIN RSA PRIVATE KEY-----\ntr0ub4dor\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\ntr0ub4dor cut short"
            })
    void whatStandsBehindANameThatSaysSoIsTakenOut(String text) {
        assertThat(knowsNothing.clean(text)).contains("(withheld)").doesNotContain("tr0ub4dor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cluster.secret-file=/home/secrets/cluster-secret",
                "cluster_datagrams_refused_total{reason=\"bad_tag\"} 0.0",
                "the secret of this cluster is not told",
                "{\"status\": \"HEALTHY\", \"cause\": \"three good beats\"}",
                "http://127.0.0.1:8081/actuator/prometheus",
                "token: null"
            })
    void whatIsNoneStays(String text) {
        assertThat(knowsNothing.clean(text)).isEqualTo(text);
    }

    @Test
    void aLongLineDoesNotHoldItUp() {
        var long_ = "x".repeat(1 << 20) + "\"" + "\\\"".repeat(1 << 16) + "password=\"" + "y\\\\".repeat(1 << 16);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> knowsNothing.clean(long_));
    }

    @Test
    void settingsAreToldWithoutValuesThatMayBeSecret() {
        var told = ProcessParts.settings(new ProcessSettings(
                "a",
                7,
                Map.of(
                        "cluster.profile", "fast",
                        "cluster.secret", "s3cret-a",
                        "CLUSTER_SECRET", "s3cret-b",
                        "cluster.service.metadata.note", "s3cret-c",
                        "JAVA_TOOL_OPTIONS", "s3cret-d",
                        "spring.application.json", "s3cret-e",
                        "cluster.secret-file", "/secrets/cluster-secret")));
        assertThat(told)
                .contains("cluster.profile=fast\n", "cluster.secret=(withheld)\n", "JAVA_TOOL_OPTIONS=(left out)\n")
                .contains("cluster.secret-file=/secrets/cluster-secret\n")
                .doesNotContain("s3cret");
    }
}
