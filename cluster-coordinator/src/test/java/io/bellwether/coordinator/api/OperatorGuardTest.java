package io.bellwether.coordinator.api;

import static io.bellwether.coordinator.api.ConfigApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class OperatorGuardTest {

    private final AtOnce consensus = new AtOnce();
    private final MockMvcTester rest = Rest.on(consensus);
    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(OperatorConfiguration.class, Server.class);

    @TempDir
    Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ServerProperties.class)
    static class Server {}

    @Test
    void withoutTheTokenNothingIsChangedWhateverThePath() {
        for (Map.Entry<HttpMethod, String> request : List.of(
                Map.entry(HttpMethod.PUT, "/api/v1/config/app/a"),
                Map.entry(HttpMethod.PUT, "/api/v1/config/app"),
                Map.entry(HttpMethod.DELETE, "/api/v1/config/app/a"),
                Map.entry(HttpMethod.POST, "/api/register-broker"),
                Map.entry(HttpMethod.POST, "/health"),
                Map.entry(HttpMethod.PATCH, "/no/such/path"),
                Map.entry(HttpMethod.valueOf("BREW"), "/api/v1/config/app/a"))) {
            var result = rest.method(request.getKey()).uri(request.getValue()).exchange();
            assertProblem(result, 401, "operator-token-missing");
            assertThat(result).hasHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"bellwether\"");
        }
        assertThat(consensus.replica.config.view().version()).isZero();
    }

    @Test
    void aWrongTokenIsToldFromNone() {
        for (String wrong : new String[] {
            "Bearer ", "Bearer x", "Bearer " + Rest.TOKEN + "0", "Bearer " + Rest.TOKEN.toUpperCase(Locale.ROOT)
        }) {
            assertProblem(
                    rest.put()
                            .uri("/api/v1/config/app/a")
                            .header(HttpHeaders.AUTHORIZATION, wrong)
                            .exchange(),
                    401,
                    "operator-token-wrong");
        }
        for (String other : new String[] {"", Rest.TOKEN, "Basic " + Rest.TOKEN, "Bellwether " + Rest.TOKEN}) {
            assertProblem(
                    rest.put()
                            .uri("/api/v1/config/app/a")
                            .header(HttpHeaders.AUTHORIZATION, other)
                            .exchange(),
                    401,
                    "operator-token-missing");
        }
    }

    @Test
    void readingNeedsNoToken() {
        assertThat(rest.get().uri("/api/v1/config")).hasStatusOk();
        assertThat(rest.get().uri("/api/list-brokers")).hasStatusOk();
        assertThat(rest.head().uri("/api/v1/config")).hasStatusOk();
    }

    @Test
    void whereNoTokenIsSetNothingCanBeChanged() {
        MockMvcTester open = MockMvcTester.create(Rest.mvc(consensus, null));

        assertProblem(open.put().uri("/api/v1/config/app/a").exchange(), 403, "operator-token-not-set");
        assertThat(open.get().uri("/api/v1/config")).hasStatusOk();
    }

    @Test
    void onlyTheAgentsOwnPathsAsTheyAreSpelledPassWithoutIt() throws Exception {
        assertThat(passes("/internal/v1/ask")).isTrue();
        for (String disguised : new String[] {
            "/internal/v1/ask/../../../api/v1/config/app/a",
            "/internal/v1/ask;/../x",
            "/internal/v1/..",
            "/internal/v1/%2e%2e",
            "/internal/v1//ask",
            "/internal/v1/ask/more",
            "/api/internal/v1/ask"
        }) {
            assertThat(passes(disguised)).as(disguised).isFalse();
        }
    }

    private static boolean passes(String uri) throws Exception {
        var passed = new boolean[1];
        FilterChain chain = (request, response) -> passed[0] = true;
        new OperatorGuard(null).doFilter(new MockHttpServletRequest("POST", uri), new MockHttpServletResponse(), chain);
        return passed[0];
    }

    @Test
    void aListenerBeyondThisMachineNeedsAToken() throws IOException {
        for (String address : new String[] {"server.address=0.0.0.0", "server.address=192.0.2.1", "server.port=0"}) {
            context.withPropertyValues(address)
                    .run(started -> assertThat(started)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(UnguardedException.class)
                            .hasMessageContaining("would listen beyond this machine"));
            context.withPropertyValues(address, "cluster.operator.token-file=" + file(Rest.TOKEN + "\n"))
                    .run(started -> assertThat(started).hasNotFailed().hasSingleBean(OperatorGuard.class));
        }
        context.withPropertyValues("server.address=127.0.0.1")
                .run(started -> assertThat(started).hasNotFailed());
    }

    @Test
    void aTokenFileThatHoldsNoneStopsTheStartWithoutShowingIt() throws IOException {
        context.withPropertyValues("server.address=127.0.0.1", "cluster.operator.token-file=" + folder.resolve("none"))
                .run(started -> assertThat(started)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(folder.resolve("none").toString()));
        context.withPropertyValues(
                        "server.address=127.0.0.1", "cluster.operator.token-file=" + file("secret but short"))
                .run(started -> assertThat(started)
                        .getFailure()
                        .hasStackTraceContaining("holds no operator token: an operator token has 32 to 512 characters")
                        .hasStackTraceContaining("openssl rand -hex 32")
                        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret but short")));
    }

    @Test
    void theRefusalSaysWhatToDo() {
        var failure = new UnguardedException("what happened", "what to do", null);

        var analysis = new UnguardedFailureAnalyzer().analyze(failure);

        assertThat(analysis)
                .returns("what happened", FailureAnalysis::getDescription)
                .returns("what to do", FailureAnalysis::getAction);
    }

    @Test
    void aFileThatOthersMayReadIsKnownAsSuch() throws IOException {
        Path file = file(Rest.TOKEN);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(OperatorToken.isOpenToOthers(file)).isFalse();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(OperatorToken.isOpenToOthers(file)).isTrue();
    }

    @Test
    void aTokenDoesNotShowItself() {
        assertThat(OperatorToken.parse(Rest.TOKEN)).hasToString("operator token");
        assertThatThrownBy(() -> OperatorToken.parse("too short")).message().doesNotContain("too short");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("operator.token"), text);
    }
}
