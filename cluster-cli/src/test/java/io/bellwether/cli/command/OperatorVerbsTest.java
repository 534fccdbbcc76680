package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.bellwether.cli.cluster.VoterList;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** What the verbs of an operator send, and how they tell what came of it. */
class OperatorVerbsTest {

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private HttpServer coordinator = stopped();

    private static HttpServer stopped() {
        try {
            return HttpServer.create();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("token"), "secret");
        coordinator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        coordinator.createContext("/", exchange -> {
            asked.add("%s %s %s"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer secret");
            byte[] answer = "{\"nodeId\": \"a\", \"effect\": \"MOVED\", \"member\": null, \"voters\": []}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        coordinator.start();
    }

    @AfterEach
    void stop() {
        coordinator.stop(0);
    }

    private int run(String... words) {
        var where = Stream.of(
                "--coordinator",
                "http://127.0.0.1:" + coordinator.getAddress().getPort(),
                "--token-file",
                folder.resolve("token").toString());
        var all = Stream.concat(Arrays.stream(words), where).toArray(String[]::new);
        var line = new CommandLine(new Verbs());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            throw failure;
        });
        return line.setCaseInsensitiveEnumValuesAllowed(true).execute(all);
    }

    @Test
    void eachVerbAsksForWhatItSays() {
        assertThat(run("drain", "a", "--reason", "new disk", "--ttl", "30m")).isZero();
        run("drain", "a", "--ttl", "5000");
        run("undrain", "a");
        run("maintenance", "a", "--reason", "x");
        run("maintenance", "a", "--end");
        run("readmit", "a");
        run("forget", "a", "--yes", "--reason", "scrapped");
        run("leader", "transfer", "--to", "coordinator-2");
        run("leader", "transfer", "-o", "json");
        run("voters", "set", "a=127.0.0.1:9800", "b=127.0.0.1:9801", "--meant");

        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/members/a/drain {\"reason\":\"new disk\",\"ttl\":\"30m\"}",
                        "POST /api/v1/members/a/drain {\"ttl\":5000}",
                        "POST /api/v1/members/a/undrain ",
                        "PUT /api/v1/members/a/maintenance {\"reason\":\"x\"}",
                        "DELETE /api/v1/members/a/maintenance ",
                        "POST /api/v1/members/a/readmit {}",
                        "POST /api/v1/members/a/forget {\"reason\":\"scrapped\"}",
                        "POST /api/v1/leader/transfer {\"to\":\"coordinator-2\"}",
                        "POST /api/v1/leader/transfer {}",
                        "PUT /api/v1/voters {\"voters\":[{\"nodeId\":\"a\",\"address\":\"127.0.0.1:9800\"},"
                                + "{\"nodeId\":\"b\",\"address\":\"127.0.0.1:9801\"}],\"meant\":true}");
    }

    @Test
    void nobodyIsForgottenWithoutAYes() {
        assertThat(run("forget", "a")).isNotZero();
        assertThat(run("maintenance", "a", "--end", "--ttl", "1m")).isNotZero();
        assertThat(asked).isEmpty();
    }

    private static String words(String answer) {
        return OrderVerb.words(JsonMapper.shared().readTree(answer));
    }

    @Test
    void anAnswerIsToldInWords() {
        assertThat(words("{\"nodeId\": \"a\", \"effect\": \"MOVED\", \"ttlMillis\": 1800000, \"reason\": \"new disk\","
                        + " \"member\": {\"status\": \"DRAINING\"}}"))
                .isEqualTo("a is DRAINING, for 30 min at most: new disk");
        assertThat(words("{\"nodeId\": \"a\", \"operation\": \"readmit\", \"effect\": \"NOTED\","
                        + " \"member\": {\"status\": \"HEALTHY\"}}"))
                .isEqualTo("a is HEALTHY; readmit is noted");
        assertThat(words("{\"nodeId\": \"a\", \"effect\": \"MOVED\", \"ttlMillis\": 1500, \"member\": null}"))
                .isEqualTo("a is no member, for 1500 ms at most");
    }

    @Test
    void votersAreNamedWithTheirAddresses() {
        var voters = VoterList.parse(List.of("a=h:1", "b=h:2"));
        assertThat(voters.without("a").with("b", "h:3").voters()).containsExactly(new VoterList.Voter("b", "h:3"));
        assertThatThrownBy(() -> VoterList.parse(List.of("a")))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("NODE=HOST:PORT");
    }
}
