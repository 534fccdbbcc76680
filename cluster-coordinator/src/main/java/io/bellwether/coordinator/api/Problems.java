package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.host.Place;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers whatever goes wrong with a problem (RFC 9457) that has a stable code and a hint. Writes that came to a follower
 * are sent to the leader.
 */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Function<NodeId, Optional<URI>> places;

    @Autowired
    Problems(Host host) {
        this(leader -> host.placeOf(leader).map(Place::outside));
    }

    /** Where people and programs reach a coordinator is told by that. */
    Problems(Function<NodeId, Optional<URI>> places) {
        this.places = places;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusalException e) {
        return ProblemBodies.answer(e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notProposed(NotProposedException e, HttpServletRequest request) {
        NodeId leader = e.leader();
        URI place = Optional.ofNullable(leader).flatMap(places).orElse(null);
        HttpStatus status = place == null ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TEMPORARY_REDIRECT;
        var refusal = new RefusalException(
                status,
                leader == null ? "no-leader" : "not-leader",
                String.valueOf(e.getMessage()),
                "Nothing was changed. Ask again in a second; GET /cluster/status on any coordinator says who leads.");
        return ProblemBodies.answer(place == null ? refusal : refusal.at(sameAt(place, request)));
    }

    private static URI sameAt(URI base, HttpServletRequest request) {
        String query = request.getQueryString();
        return base.resolve(query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query);
    }

    /** What Spring itself refuses: unknown paths, methods, media types. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        String detail = body instanceof ProblemDetail given && given.getDetail() != null
                ? given.getDetail()
                : known.getReasonPhrase();
        ProblemDetail problem = switch (known) {
            case NOT_FOUND -> ProblemBodies.body(known, "path-unknown", detail, "docs/README.md leads to the paths");
            case METHOD_NOT_ALLOWED ->
                ProblemBodies.body(
                        known, "method-not-allowed", detail, "the header Allow names the methods of this path");
            case NOT_ACCEPTABLE ->
                ProblemBodies.body(known, "not-acceptable", detail, "leave out the header Accept, or accept any type");
            default -> ProblemBodies.body(known, "request-refused", detail, "the detail names what was wrong");
        };
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }

    /** Who hung up in the middle of it reads no answer: it is counted among the requests, and nothing to be told of. */
    @ExceptionHandler
    ResponseEntity<Void> hungUp(ClientAbortException e) {
        return ResponseEntity.badRequest().build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception e) {
        LOG.error("request failed for a reason nobody thought of", e);
        return ProblemBodies.answer(new RefusalException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "the request failed for a reason nobody thought of",
                "the log of this coordinator holds the details"));
    }
}
