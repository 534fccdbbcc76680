package io.bellwether.coordinator.api;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers what is foreseen with a problem (RFC 9457) that has a stable code and a hint. */
@RestControllerAdvice
@Order(0)
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onProblem(RefusalException e) {
        return ProblemBodies.answer(e);
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
            case NOT_FOUND -> ProblemBodies.body(known, "path-unknown", detail, "docs/config-store.md has the paths");
            case METHOD_NOT_ALLOWED ->
                ProblemBodies.body(
                        known, "method-not-allowed", detail, "the header Allow names the methods of this path");
            case NOT_ACCEPTABLE ->
                ProblemBodies.body(known, "not-acceptable", detail, "leave out the header Accept, or accept any type");
            default -> ProblemBodies.body(known, "request-refused", detail, "the detail names what was wrong");
        };
        return super.handleExceptionInternal(e, problem, headers, status, request);
    }
}
