package io.bellwether.coordinator.api;

import static io.bellwether.coordinator.api.ConfigApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.registry.RegistryLimits;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

class BrokerApiTest {

    private final AtOnce consensus = new AtOnce();
    private final MockMvcTester rest = Rest.on(consensus);

    @Test
    void aBrokerRegistersAndIsListed() {
        String broker = """
                {"id": "b1", "host": "10.0.0.7", "port": 9092, "health": "DEGRADED", "metadata": {"rack": "r1"},
                 "registered": "2026-01-02T10:30:45Z", "ttl": 20000, "expiresInMs": 20000}""";

        assertThat(
                        register(
                                "{\"id\": \"b1\", \"host\": \"10.0.0.7\", \"port\": 9092, \"ttl\": \"20s\", \"health\": \"degraded\", \"metadata\": {\"rack\": \"r1\"}}"))
                .hasStatus(201)
                .bodyJson()
                .isStrictlyEqualTo(broker);
        assertThat(rest.get().uri("/api/list-brokers"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"total\": 1, \"brokers\": [%s]}".formatted(broker));
    }

    @Test
    void whatIsNotSaidIsThirtySecondsUpAndWithoutMetadata() {
        assertThat(register("{\"id\": \"b1\", \"host\": \"h\", \"port\": 1}"))
                .bodyJson()
                .isLenientlyEqualTo("{\"ttl\": 30000, \"health\": \"UP\", \"metadata\": {}}");
        assertThat(register("{\"id\": \"b1\", \"host\": \"h\", \"port\": 1, \"ttl\": 5000}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.ttl")
                .isEqualTo(5000);
    }

    @Test
    void aBrokerThatDoesNotRegisterAgainIsGone() {
        register("{\"id\": \"b1\", \"host\": \"h\", \"port\": 1, \"ttl\": \"5s\"}")
                .exchange();
        consensus.clusterTime = Duration.ofSeconds(5);
        register("{\"id\": \"b2\", \"host\": \"h\", \"port\": 1, \"ttl\": \"5s\"}")
                .exchange();

        assertThat(rest.get().uri("/api/list-brokers?consistency=linearizable"))
                .bodyJson()
                .extractingPath("$.brokers[*].id")
                .asArray()
                .containsExactly("b2");
        assertThat(consensus.barriers).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsNamed() {
        for (String wrong : new String[] {
            "{\"host\": \"h\", \"port\": 1}",
            "{\"id\": 7, \"host\": \"h\", \"port\": 1}",
            "{\"id\": \"b\", \"port\": 1}",
            "{\"id\": \"b\", \"host\": \"h\"}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": \"1\"}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1.5}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 70000}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 99999999999}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1, \"ttl\": \"soon\"}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1, \"ttl\": null}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1, \"ttl\": \"0s\"}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1, \"health\": \"fine\"}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1, \"metadata\": []}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1, \"metadata\": {\"a\": 1}}",
            "{\"id\": \"b\", \"host\": \"h\", \"port\": 1, \"colour\": \"red\"}",
        }) {
            assertProblem(register(wrong).exchange(), 400, "registration-invalid");
        }
        assertProblem(register("no json").exchange(), 400, "body-malformed");
        assertProblem(register(" ".repeat(33 * 1024)).exchange(), 413, "body-too-large");
        assertThat(consensus.replica.registry.view().registrations()).isEmpty();
    }

    @Test
    void aFullRegistrySaysSo() {
        IntStream.range(0, RegistryLimits.REGISTRATIONS_MAX)
                .forEach(i -> register("{\"id\": \"b%d\", \"host\": \"h\", \"port\": 1}".formatted(i))
                        .exchange());

        assertProblem(
                register("{\"id\": \"more\", \"host\": \"h\", \"port\": 1}").exchange(), 409, "registry-full");
    }

    @Test
    void withoutALeaderNobodyRegisters() {
        consensus.failure = new NotProposedException("No leader available", null);

        assertProblem(register("{\"id\": \"b\", \"host\": \"h\", \"port\": 1}").exchange(), 503, "no-leader");
    }

    private MockMvcRequestBuilder register(String body) {
        return rest.post()
                .uri("/api/register-broker")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + Rest.TOKEN)
                .content(body);
    }
}
