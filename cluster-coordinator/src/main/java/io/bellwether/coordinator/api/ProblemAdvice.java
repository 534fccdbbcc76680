package io.bellwether.coordinator.api;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
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
        return Problems.answer(e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnythingElse(Exception e) {
        LOG.error("request failed for a reason nobody thought of", e);
        return Problems.answer(new ProblemException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "the request failed for a reason nobody thought of",
                "the log of this coordinator holds the details"));
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
            case NOT_FOUND -> Problems.body(known, "path-unknown", detail, "docs/config-store.md has the paths");
            case METHOD_NOT_ALLOWED ->
                Problems.body(known, "method-not-allowed", detail, "the header Allow names the methods of this path");
            case NOT_ACCEPTABLE ->
                Problems.body(known, "not-acceptable", detail, "leave out the header Accept, or accept any type");
            default -> Problems.body(known, "request-refused", detail, "the detail names what was wrong");
        };
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }
}
