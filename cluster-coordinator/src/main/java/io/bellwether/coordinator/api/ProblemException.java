package io.bellwether.coordinator.api;

import org.springframework.http.HttpStatus;

/** A request that gets a problem for an answer: what happened, a stable code, and what to do. */
final class ProblemException extends RuntimeException {

    private final HttpStatus status;
    private final String code;
    private final String hint;

    ProblemException(HttpStatus status, String code, String detail, String hint) {
        super(detail);
        this.status = status;
        this.code = code;
        this.hint = hint;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    String hint() {
        return hint;
    }
}
