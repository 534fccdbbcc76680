package io.bellwether.gateway.edge;

import io.bellwether.gateway.problem.Problem;
import io.bellwether.gateway.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** Why a request is not let in. */
enum Refusal {
    PATH(
            HttpStatus.BAD_REQUEST,
            "path-refused",
            "the path can be read in two ways: it has an encoded slash, backslash or dot, a parameter, an empty or a dotted part",
            "send the plain path"),
    METHOD(
            HttpStatus.METHOD_NOT_ALLOWED,
            "method-refused",
            "this method is never served",
            "GET, HEAD, OPTIONS, POST, PUT, PATCH and DELETE are"),
    FORWARDED(
            HttpStatus.BAD_REQUEST,
            "forwarded-header-refused",
            "the request says on whose behalf it comes (Forwarded, X-Forwarded-*, X-Real-IP), and comes from nobody who is believed",
            "leave these headers away; if it came by a proxy of yours, name its network in gateway.edge.trusted-proxies"),
    INTERNAL(
            HttpStatus.BAD_REQUEST,
            "internal-header-refused",
            "the request carries a header of the cluster's own (X-Cluster-*), which only answers have",
            "leave it away"),
    HOST(
            HttpStatus.MISDIRECTED_REQUEST,
            "host-refused",
            "the gateway listens on loopback, and is not known by the name that the request asks for",
            "ask for 127.0.0.1 or localhost, or name the host in gateway.edge.hosts"),
    ORIGIN(
            HttpStatus.FORBIDDEN,
            "cross-site-refused",
            "a web page of another site wants to change something here",
            "use the console or the command line; name the site in gateway.edge.origins if it is yours"),
    BODY(
            HttpStatus.CONTENT_TOO_LARGE,
            "body-too-large",
            "the body is larger than gateway.edge.body-max",
            "send it in parts"),
    OVERLOADED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "overloaded",
            "as many requests as this gateway takes at once are inside (gateway.edge.requests-max)",
            "nothing was done with it: send it again after the time in Retry-After, and less at once"),
    BODY_SLOW(
            HttpStatus.REQUEST_TIMEOUT,
            "body-too-slow",
            "the body did not arrive in time (gateway.edge.body-time)",
            "send it faster, or in parts");

    private final HttpStatus status;
    private final String code;
    private final String detail;
    private final String hint;

    Refusal(HttpStatus status, String code, String detail, String hint) {
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.hint = hint;
    }

    String code() {
        return code;
    }

    ProblemException exception() {
        return new ProblemException(new Problem(status, code, detail, hint, status.is5xxServerError()));
    }
}
