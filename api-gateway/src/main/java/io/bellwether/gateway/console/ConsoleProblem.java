package io.bellwether.gateway.console;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Says why something of the console cannot be had (RFC 9457). */
final class ConsoleProblem {

    private static final String RETRY_AFTER_SECONDS = "2";

    private ConsoleProblem() {}

    static Mono<ServerResponse> noView(String path) {
        return of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "no-cluster",
                "this gateway is not part of a cluster, so it has no view of one",
                "start it with cluster.enabled=true",
                path);
    }

    static Mono<ServerResponse> of(HttpStatus status, String code, String detail, String hint, String path) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:bellwether:problem:" + code));
        problem.setInstance(URI.create(path));
        problem.setProperty("code", code);
        problem.setProperty("hint", hint);
        var answer = ServerResponse.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status.is5xxServerError()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.bodyValue(problem);
    }
}
