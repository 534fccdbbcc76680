package io.bellwether.producer.api;

import java.net.URI;
import java.time.Duration;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every error with a problem (RFC 9457) that has a stable code and a hint. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onProblem(ProblemException e) {
        ProblemDetail problem = problem(e.status(), e.code(), String.valueOf(e.getMessage()), e.hint());
        e.properties().forEach(problem::setProperty);
        var answer = ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Duration retryAfter = e.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        }
        return answer.body(problem);
    }

    /** Who hung up in the middle of it reads no answer: it is counted among the requests, and nothing to be told of. */
    @ExceptionHandler
    ResponseEntity<Void> onHangUp(ClientAbortException e) {
        return ResponseEntity.badRequest().build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnythingElse(Exception e) {
        LOG.error("request failed for a reason nobody thought of", e);
        return onProblem(new ProblemException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "the request failed for a reason nobody thought of",
                "the log of this service holds the details"));
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
            case NOT_FOUND ->
                problem(known, "path-unknown", detail, "POST /logs takes records, GET /logs/backlog tells what waits");
            case METHOD_NOT_ALLOWED -> problem(known, "method-not-allowed", detail, "POST /logs takes records");
            case UNSUPPORTED_MEDIA_TYPE ->
                problem(
                        known,
                        "media-type-unsupported",
                        detail,
                        "send Content-Type: application/json, or application/x-ndjson for one record per line");
            case NOT_ACCEPTABLE ->
                problem(known, "not-acceptable", detail, "the answer is application/json: accept that");
            default -> problem(known, "request-refused", detail, "the detail names what was wrong");
        };
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail, String hint) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:bellwether:problem:" + code));
        problem.setProperty("code", code);
        problem.setProperty("hint", hint);
        return problem;
    }
}
