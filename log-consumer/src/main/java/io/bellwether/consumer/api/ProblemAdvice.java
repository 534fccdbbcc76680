package io.bellwether.consumer.api;

import io.bellwether.consumer.query.BadParameterException;
import java.net.URI;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every error with a problem (RFC 9457) that has a stable code and a hint. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onBadParameter(BadParameterException e) {
        ProblemDetail problem = problem(
                HttpStatus.BAD_REQUEST,
                "bad-parameter",
                String.valueOf(e.getMessage()),
                "correct the parameter, or leave it out");
        problem.setProperty("parameter", e.parameter());
        problem.setProperty("rule", e.rule());
        problem.setProperty("got", e.got());
        return answer(problem).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onSlowQuery(QueryTimeoutException e) {
        ProblemDetail problem = problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "query-timeout",
                "the query took longer than it may",
                "narrow it by from, to or service");
        return answer(problem)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> onDatabase(RuntimeException e) {
        if (e instanceof InvalidDataAccessResourceUsageException) {
            return onAnythingElse(e);
        }
        ProblemDetail problem = problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "Postgres does not answer",
                "try again after the time in Retry-After; records are still taken and will be stored later");
        return answer(problem)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .body(problem);
    }

    /** Who hung up in the middle of it reads no answer: it is counted among the requests, and nothing to be told of. */
    @ExceptionHandler
    ResponseEntity<Void> onHangUp(ClientAbortException e) {
        return ResponseEntity.badRequest().build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnythingElse(Exception e) {
        LOG.error("request failed for a reason nobody thought of", e);
        ProblemDetail problem = problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "the request failed for a reason nobody thought of",
                "the log of this service holds the details");
        return answer(problem).body(problem);
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
            case NOT_FOUND -> problem(known, "path-unknown", detail, "GET /logs answers queries");
            case METHOD_NOT_ALLOWED -> problem(known, "method-not-allowed", detail, "GET /logs answers queries");
            case NOT_ACCEPTABLE ->
                problem(known, "not-acceptable", detail, "the answer is application/json: accept that");
            default -> problem(known, "request-refused", detail, "the detail names what was wrong");
        };
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }

    private static ResponseEntity.BodyBuilder answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail, String hint) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:bellwether:problem:" + code));
        problem.setProperty("code", code);
        problem.setProperty("hint", hint);
        return problem;
    }
}
