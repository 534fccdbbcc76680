package io.bellwether.gateway.problem;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a client is told about a failure.
 *
 * @param code Stable name, for programs.
 * @param detail What happened, for people.
 * @param hint What to do about it.
 * @param retry Whether the same request can succeed a moment later.
 */
public record Problem(HttpStatus status, String code, String detail, String hint, boolean retry) {

    /** What is told of this failure of a request. */
    public static Problem of(Throwable failure, String method, String path) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof ClientFaultException fault) {
            return fault.getCause() instanceof ProblemException known
                    ? known.problem()
                    : new Problem(
                            HttpStatus.BAD_REQUEST,
                            "body-unreadable",
                            "the body of %s %s ended before it was complete".formatted(method, path),
                            "send it again; nothing was done with half of it",
                            false);
        }
        if (failure instanceof NotFoundException) {
            return unavailable("no instance of the service behind %s %s is known".formatted(method, path));
        }
        if (isTimeout(failure)) {
            return new Problem(
                    HttpStatus.GATEWAY_TIMEOUT,
                    "upstream-timeout",
                    "the service behind %s %s took too long".formatted(method, path),
                    "a write may have been done all the same: repeat it with the same ids",
                    true);
        }
        if (failure instanceof ResponseStatusException answered) {
            return of(HttpStatus.valueOf(answered.getStatusCode().value()), method, path);
        }
        if (failure instanceof IOException) {
            return unavailable("the service behind %s %s cannot be reached".formatted(method, path));
        }
        return of(HttpStatus.INTERNAL_SERVER_ERROR, method, path);
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof ResponseStatusException answered
                        && answered.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT));
    }

    private static Problem unavailable(String detail) {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "upstream-unavailable",
                detail,
                "try again after the time in Retry-After; the health of the services tells which one is away",
                true);
    }

    private static Problem of(HttpStatus status, String method, String path) {
        return switch (status) {
            case NOT_FOUND ->
                new Problem(
                        status,
                        "route-unknown",
                        "nothing is served at %s %s".formatted(method, path),
                        "POST /logs and GET /logs are",
                        false);
            case SERVICE_UNAVAILABLE ->
                unavailable("the service behind %s %s cannot serve it now".formatted(method, path));
            case INTERNAL_SERVER_ERROR ->
                new Problem(
                        status,
                        "internal-error",
                        "the request failed for a reason nobody thought of",
                        "the log of the gateway holds the details",
                        false);
            default ->
                new Problem(
                        status,
                        "request-refused",
                        "%s %s: %s".formatted(method, path, status.getReasonPhrase()),
                        "the status tells what was wrong",
                        false);
        };
    }
}
