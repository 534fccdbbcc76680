package io.bellwether.coordinator.api;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem (RFC 9457), for people and programs alike. */
final class RefusalException extends RuntimeException {

    private final HttpStatus status;
    private final String code;
    private final String hint;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();
    private @Nullable Duration retryAfter;
    private transient @Nullable URI location;

    /**
     * A refusal.
     *
     * @param code What programs tell it by; it stays as it is.
     * @param hint What to do about it.
     */
    RefusalException(HttpStatus status, String code, String detail, String hint) {
        super(detail);
        this.status = status;
        this.code = code;
        this.hint = hint;
    }

    /** Says more, for programs. */
    RefusalException with(String property, Object value) {
        properties.put(property, value);
        return this;
    }

    /** Says when to ask again; without it every 503 says one second. */
    RefusalException retryAfter(Duration delay) {
        retryAfter = delay;
        return this;
    }

    /** Says where to ask instead. */
    RefusalException at(URI place) {
        location = place;
        return this;
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

    Map<String, Object> properties() {
        return properties;
    }

    @Nullable
    URI location() {
        return location;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
