package io.bellwether.gateway.forward;

import io.bellwether.gateway.problem.ClientFaultException;
import io.bellwether.gateway.routing.Result;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * How one try went.
 *
 * @param failure What was thrown; null where an answer came.
 */
record Outcome(Result result, @Nullable Throwable failure) {

    private static final int SERVICE_UNAVAILABLE = 503;

    static Outcome of(ServerHttpResponse response) {
        HttpStatusCode status = response.getStatusCode();
        if (status == null || !status.is5xxServerError()) {
            return new Outcome(Result.ANSWERED, null);
        }
        boolean isOrderly = status.value() == SERVICE_UNAVAILABLE
                && response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER) != null;
        return new Outcome(isOrderly ? Result.BUSY : Result.FAILED, null);
    }

    static Outcome of(Throwable failure) {
        return new Outcome(result(failure), failure);
    }

    private static Result result(Throwable failure) {
        return switch (failure) {
            // It would have failed with any instance, and would with the next.
            case ClientFaultException e -> Result.ABANDONED;
            case ConnectTimeoutException e -> Result.REFUSED;
            case ConnectException e -> Result.REFUSED;
            case NoRouteToHostException e -> Result.REFUSED;
            case UnknownHostException e -> Result.REFUSED;
            // Our own want of connections to it: nothing was sent.
            case PoolAcquireTimeoutException e -> Result.BUSY;
            case PoolAcquirePendingLimitException e -> Result.BUSY;
            case TimeoutException e -> Result.TIMED_OUT;
            default -> Result.BROKEN;
        };
    }

    /** Whether the instance failed. */
    boolean isFailure() {
        return result != Result.ANSWERED && result != Result.ABANDONED;
    }

    /** Whether the request was certainly not carried out, so that sending it again does nothing twice. */
    boolean wasNotSent() {
        return failure != null && (result == Result.REFUSED || result == Result.BUSY);
    }
}
