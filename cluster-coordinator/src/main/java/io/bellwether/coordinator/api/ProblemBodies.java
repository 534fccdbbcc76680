package io.bellwether.coordinator.api;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** How an error looks over HTTP: a problem (RFC 9457) with a stable code and a hint. */
final class ProblemBodies {

    private static final String TYPE = "urn:bellwether:problem:";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private ProblemBodies() {}

    /** The body as bytes, for where no controller answers. */
    static byte[] json(RefusalException e) {
        return JSON.writeValueAsBytes(body(e));
    }

    static ResponseEntity<ProblemDetail> answer(RefusalException e) {
        var answer = ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        Duration retryAfter = e.retryAfter();
        if (retryAfter != null || e.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            Duration told = retryAfter == null ? RETRY_AFTER : retryAfter;
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(told.toSeconds()));
        }
        URI location = e.location();
        if (location != null) {
            answer.location(location);
        }
        return answer.body(body(e));
    }

    static ProblemDetail body(RefusalException e) {
        ProblemDetail problem = body(e.status(), e.code(), String.valueOf(e.getMessage()), e.hint());
        e.properties().forEach(problem::setProperty);
        return problem;
    }

    static ProblemDetail body(HttpStatus status, String code, @Nullable String detail, String hint) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + code));
        problem.setProperty("code", code);
        problem.setProperty("hint", hint);
        return problem;
    }

    /** A parameter or header that is not as it has to be. */
    static RefusalException badParameter(String parameter, String rule, Object got) {
        return new RefusalException(
                        HttpStatus.BAD_REQUEST,
                        "bad-parameter",
                        "%s must be %s, got '%s'".formatted(parameter, rule, shown(got.toString())),
                        "correct %s, or leave it out".formatted(parameter))
                .with("parameter", parameter);
    }

    /** What was sent, as far as it fits into a sentence. */
    static String shown(String text) {
        int shownMax = 60;
        return text.length() > shownMax ? text.substring(0, shownMax) + "..." : text;
    }

    /** What a client is told that asks for something that is known not to be there. */
    static RefusalException unknown(String code, String detail, String hint, Map<String, String> what) {
        var problem = new RefusalException(HttpStatus.NOT_FOUND, code, detail, hint);
        what.forEach(problem::with);
        return problem;
    }
}
