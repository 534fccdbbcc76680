package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.host.OutcomeUnknownException;
import io.bellwether.coordinator.host.Urls;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Problems of RFC 9457, each with a stable code and a hint; writes that came to a follower are sent to the leader. */
@RestControllerAdvice
@Order(0)
final class Problems {

    static final String TYPE = "urn:bellwether:problem:";

    private static final String RETRY_SECONDS = "1";

    private final Function<NodeId, Optional<URI>> places;

    @Autowired
    Problems(Host host) {
        this(leader -> host.view().now().member(leader).flatMap(Urls::outside));
    }

    /** Where people and programs reach a coordinator is told by that. */
    Problems(Function<NodeId, Optional<URI>> places) {
        this.places = places;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        var answer = ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (e.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.body(body(e.status(), e.code(), String.valueOf(e.getMessage()), e.hint()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notProposed(NotProposedException e, HttpServletRequest request) {
        Optional<URI> leader = Optional.ofNullable(e.leader()).flatMap(places);
        var body = body(
                HttpStatus.SERVICE_UNAVAILABLE,
                e.leader() == null ? "no-leader" : "not-leader",
                String.valueOf(e.getMessage()),
                "Nothing was changed. Ask again in a second; GET /cluster/status on any coordinator says who leads.");
        if (leader.isPresent()) {
            body.setStatus(HttpStatus.TEMPORARY_REDIRECT);
            body.setTitle("Ask the leader");
            return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                    .location(sameAt(leader.get(), request))
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(body);
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    private static URI sameAt(URI base, HttpServletRequest request) {
        String query = request.getQueryString();
        return base.resolve(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(OutcomeUnknownException e) {
        return ResponseEntity.status(HttpStatus.GATEWAY_TIMEOUT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(
                        body(
                                HttpStatus.GATEWAY_TIMEOUT,
                                "write-outcome-unknown",
                                String.valueOf(e.getMessage()),
                                "Read it back before writing again, or write again with the same id: what was carried out once is not carried out twice."));
    }

    static ProblemDetail body(HttpStatus status, String code, String detail, String hint) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + code));
        problem.setTitle(status.getReasonPhrase());
        problem.setProperty("code", code);
        problem.setProperty("hint", hint);
        return problem;
    }
}
