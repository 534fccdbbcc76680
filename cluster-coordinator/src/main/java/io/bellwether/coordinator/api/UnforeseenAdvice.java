package io.bellwether.coordinator.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what no other advice knows; it comes last, because it takes everything. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class UnforeseenAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(UnforeseenAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnythingElse(Exception e) {
        LOG.error("request failed for a reason nobody thought of", e);
        return ProblemBodies.answer(new RefusalException(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "the request failed for a reason nobody thought of",
                "the log of this coordinator holds the details"));
    }
}
