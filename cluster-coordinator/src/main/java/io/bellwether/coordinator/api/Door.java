package io.bellwether.coordinator.api;

import io.bellwether.agent.exchange.BadExchangeException;
import io.bellwether.agent.exchange.Exchange;
import io.bellwether.agent.exchange.Reply;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.coordinator.host.Host;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The agents' door, {@code POST /internal/v1/ask}: join, leave, and the view once it is newer. Each request waits on a
 * virtual thread; how many do, the authority bounds.
 */
@RestController
final class Door {

    /** A pull is held for ten seconds and a commit waited for as long; what takes longer is a loop that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final int RETRY_MILLIS = 500;

    private final Host host;
    private final Exchange exchange = new Exchange();

    Door(Host host) {
        this.host = host;
    }

    @PostMapping(Exchange.PATH)
    ResponseEntity<byte[]> ask(HttpServletRequest http) throws IOException {
        authorize(host, http);
        Request request = request(http);
        Reply reply = reply(request);
        return ResponseEntity.status(status(reply.answer()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(exchange.write(reply));
    }

    private static HttpStatus status(Answer answer) {
        return switch (answer) {
            case Answer.Unavailable unavailable -> HttpStatus.SERVICE_UNAVAILABLE;
            case Answer.Refused refused -> HttpStatus.CONFLICT;
            case Answer.Admitted admitted -> HttpStatus.OK;
            case Answer.Gone gone -> HttpStatus.OK;
            case Answer.Viewed viewed -> HttpStatus.OK;
        };
    }

    private Request request(HttpServletRequest http) throws IOException {
        byte[] body = http.getInputStream().readNBytes(Exchange.REQUEST_BYTES_MAX + 1);
        if (body.length > Exchange.REQUEST_BYTES_MAX) {
            throw new RefusalException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "request-too-large",
                    "A request of an agent has at most %d bytes".formatted(Exchange.REQUEST_BYTES_MAX),
                    "Only agents of the cluster ask here; see docs/protocol.md for what they say.");
        }
        try {
            return exchange.readRequest(body);
        } catch (BadExchangeException e) {
            throw new RefusalException(
                    HttpStatus.BAD_REQUEST,
                    "request-malformed",
                    "This is no request of an agent: " + e.getMessage(),
                    "Only agents of the cluster ask here; run the same version of the agent and the coordinators.");
        }
    }

    private Reply reply(Request request) {
        try {
            return host.ask(request).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Reply(0, new Answer.Unavailable(0, RETRY_MILLIS));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(0, new Answer.Unavailable(0, RETRY_MILLIS));
        }
    }

    /** Refuses whoever does not know the secret of the cluster, where there is one. */
    static void authorize(Host host, HttpServletRequest http) {
        ClusterSecret secret = host.secret();
        if (secret != null && !secret.authorizes(http.getHeader(HttpHeaders.AUTHORIZATION))) {
            throw new RefusalException(
                    HttpStatus.UNAUTHORIZED,
                    "secret-wrong",
                    "This is for members of the cluster, who prove that they know its secret",
                    "Set cluster.secret-file of the process that asks to the file that this coordinator uses.");
        }
    }
}
