package io.bellwether.spring.health;

import io.micrometer.observation.Observation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;

/** A request to this process, whichever web server serves it. */
interface ServedRequest {

    int SERVER_ERROR = 500;
    int UNAVAILABLE = 503;

    /** The path inside the application. */
    @Nullable
    String path();

    /** Whether the client asked for events without an end. */
    boolean isStream();

    /** The status of the answer, 0 if there is none. */
    int status();

    /** Whether the answer says when to come again. */
    boolean saysWhenToComeAgain();

    /** Whether this process failed. One that refuses and says when to come again knows what it does. */
    default boolean hasFailed() {
        return status() >= SERVER_ERROR && !(status() == UNAVAILABLE && saysWhenToComeAgain());
    }

    static boolean isOne(Observation.Context context) {
        return context instanceof org.springframework.http.server.observation.ServerRequestObservationContext
                || context
                        instanceof org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
    }

    static @Nullable ServedRequest of(Observation.Context context) {
        return switch (context) {
            case org.springframework.http.server.observation.ServerRequestObservationContext servlet ->
                new Servlet(servlet);
            case org.springframework.http.server.reactive.observation.ServerRequestObservationContext reactive ->
                new Reactive(reactive);
            default -> null;
        };
    }

    /** By a servlet container. */
    record Servlet(org.springframework.http.server.observation.ServerRequestObservationContext context)
            implements ServedRequest {

        @Override
        public @Nullable String path() {
            HttpServletRequest request = context.getCarrier();
            return request == null
                    ? null
                    : request.getRequestURI().substring(request.getContextPath().length());
        }

        @Override
        public boolean isStream() {
            HttpServletRequest request = context.getCarrier();
            String accept = request == null ? null : request.getHeader(HttpHeaders.ACCEPT);
            return accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
        }

        @Override
        public int status() {
            HttpServletResponse response = context.getResponse();
            return response == null ? 0 : response.getStatus();
        }

        @Override
        public boolean saysWhenToComeAgain() {
            HttpServletResponse response = context.getResponse();
            return response != null && response.getHeader(HttpHeaders.RETRY_AFTER) != null;
        }
    }

    /** By a reactive web server. */
    record Reactive(org.springframework.http.server.reactive.observation.ServerRequestObservationContext context)
            implements ServedRequest {

        @Override
        public @Nullable String path() {
            var request = context.getCarrier();
            return request == null
                    ? null
                    : request.getPath().pathWithinApplication().value();
        }

        @Override
        public boolean isStream() {
            var request = context.getCarrier();
            String accept = request == null ? null : request.getHeaders().getFirst(HttpHeaders.ACCEPT);
            return accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
        }

        @Override
        public int status() {
            ServerHttpResponse response = context.getResponse();
            HttpStatusCode status = response == null ? null : response.getStatusCode();
            return status == null ? 0 : status.value();
        }

        @Override
        public boolean saysWhenToComeAgain() {
            ServerHttpResponse response = context.getResponse();
            return response != null && response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER) != null;
        }
    }
}
