package io.bellwether.gateway.problem;

import java.net.URI;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

/** Answers every failure with a problem (RFC 9457): never a page, never a stack trace. */
@Component
@Order(-2) // Before Boot's own handler, which has -1.
final class ProblemHandler implements ErrorWebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final JsonMapper json;

    ProblemHandler(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            // Half an answer is out: only breaking the connection tells the client that it is not whole.
            tellBrokenOff(exchange, failure);
            return Mono.error(failure);
        }
        String method = exchange.getRequest().getMethod().name();
        String path = exchange.getRequest().getPath().value();
        Problem problem = Problem.of(failure, method, path);
        if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            LOG.error("request failed for a reason nobody thought of", failure);
        }
        response.setStatusCode(problem.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retry()) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        byte[] body = json.writeValueAsBytes(detail(problem, path));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /** Of a client that went away there is nothing to tell. */
    private static void tellBrokenOff(ServerWebExchange exchange, Throwable failure) {
        if (!(failure instanceof AbortedException) && !(failure instanceof ClosedChannelException)) {
            LOG.atWarn()
                    .addKeyValue("action", "answer.broken.off")
                    .addKeyValue("path", exchange.getRequest().getPath().value())
                    .addKeyValue("cause", failure.toString())
                    .log("an answer ended in the middle");
        }
    }

    private static ProblemDetail detail(Problem problem, String path) {
        var detail = ProblemDetail.forStatusAndDetail(problem.status(), problem.detail());
        detail.setType(URI.create("urn:bellwether:problem:" + problem.code()));
        detail.setInstance(URI.create(path));
        detail.setProperty("code", problem.code());
        detail.setProperty("hint", problem.hint());
        return detail;
    }
}
