package io.bellwether.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

class ProblemTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), 503, "upstream-unavailable", true),
                Arguments.of(new UnknownHostException("log-consumer"), 503, "upstream-unavailable", true),
                Arguments.of(NotFoundException.create(false, "no instance"), 503, "upstream-unavailable", true),
                Arguments.of(new TimeoutException(), 504, "upstream-timeout", true),
                Arguments.of(new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT), 504, "upstream-timeout", true),
                Arguments.of(new ResponseStatusException(HttpStatus.NOT_FOUND), 404, "route-unknown", false),
                Arguments.of(new ResponseStatusException(HttpStatus.BAD_REQUEST), 400, "request-refused", false),
                Arguments.of(new IllegalStateException("secret"), 500, "internal-error", false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureIsTold(Throwable failure, int status, String code, boolean retry) {
        Problem problem = Problem.of(failure, "GET", "/logs");

        assertThat(problem.status().value()).isEqualTo(status);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.retry()).isEqualTo(retry);
        assertThat(problem.detail()).isNotBlank().doesNotContain("secret", "Exception");
        assertThat(problem.hint()).isNotBlank();
    }
}
