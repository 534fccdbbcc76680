package io.bellwether.coordinator.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is answered with a problem (RFC 9457). */
final class RefusalException extends Exception {

    private final HttpStatus status;
    private final String code;
    private final String hint;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();
    private @Nullable Duration retryAfter;

    RefusalException(HttpStatus status, String code, String detail, String hint) {
        super(detail);
        this.status = status;
        this.code = code;
        this.hint = hint;
    }

    RefusalException with(String property, Object value) {
        properties.put(property, value);
        return this;
    }

    RefusalException retryAfter(Duration delay) {
        retryAfter = delay;
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
    Duration retryAfter() {
        return retryAfter;
    }
}
