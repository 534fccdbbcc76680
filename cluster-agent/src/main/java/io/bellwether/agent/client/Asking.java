package io.bellwether.agent.client;

import io.bellwether.agent.exchange.BadExchangeException;
import io.bellwether.agent.exchange.Exchange;
import io.bellwether.agent.exchange.Reply;
import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way through at most two coordinators. */
final class Asking {

    private static final int ATTEMPTS_MAX = 2;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    /** A join that is refused; the body says why. */
    private static final int CONFLICT = 409;

    private final CoordinatorClient client;
    private final Request request;
    private final Consumer<AskOutcome> done;
    private final long startNanos = System.nanoTime();
    private final List<Endpoint> asked = new ArrayList<>(ATTEMPTS_MAX);
    private final List<String> reasons = new ArrayList<>(ATTEMPTS_MAX);
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<?> call;

    Asking(CoordinatorClient client, Request request, Consumer<AskOutcome> done) {
        this.client = client;
        this.request = request;
        this.done = done;
    }

    /** Asks the next coordinator, if there is one and time is left. */
    void next() {
        if (over.get()) {
            return;
        }
        Duration left = client.timeouts().allAttempts(request).minusNanos(System.nanoTime() - startNanos);
        Endpoint endpoint = asked.size() == ATTEMPTS_MAX || left.isNegative()
                ? null
                : client.endpoints().next(asked);
        if (endpoint == null) {
            end(new AskOutcome.Failed("no coordinator answered: " + String.join("; ", reasons)));
            return;
        }
        asked.add(endpoint);
        Duration one = client.timeouts().oneAttempt(request);
        attempt(endpoint, one.compareTo(left) < 0 ? one : left);
    }

    private void attempt(Endpoint endpoint, Duration timeout) {
        long began = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> sent;
        try {
            sent = client.http()
                    .sendAsync(httpRequest(endpoint, timeout), info -> new LimitedBody(Exchange.ANSWER_BYTES_MAX));
        } catch (IllegalArgumentException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<HttpResponse<byte[]>> exchange = sent;
        call = exchange;
        if (over.get()) {
            exchange.cancel(true);
        }
        // The client's own time-out ends with the headers; a body that trickles in would hold the request for ever.
        var unused = exchange.copy()
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .whenCompleteAsync(
                        (response, failure) -> {
                            if (failure != null) {
                                exchange.cancel(true);
                            }
                            ended(endpoint, response, failure, System.nanoTime() - began);
                        },
                        client.workers());
    }

    private HttpRequest httpRequest(Endpoint endpoint, Duration timeout) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(endpoint.ask())
                .timeout(timeout)
                .header("Content-Type", Exchange.CONTENT_TYPE)
                .header("Accept", Exchange.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(client.exchange().write(request)));
        String authorization = client.authorization();
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        return builder.build();
    }

    private void ended(
            Endpoint endpoint, @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure, long nanos) {
        if (over.get()) {
            endpoint.givenUp();
            return;
        }
        try {
            Reply reply = reply(response, failure);
            endpoint.answered(nanos);
            client.counters().one(AgentCount.ATTEMPTS_SUCCEEDED);
            client.endpoints().learn(reply.coordinator(), endpoint);
            if (reply.answer() instanceof Answer.Unavailable(long leader, int retryMillis)) {
                client.endpoints().hint(leader);
            }
            end(new AskOutcome.Answered(reply.answer()));
        } catch (AttemptFailedException e) {
            endpoint.failed(nanos, e);
            client.counters().one(e.outcome());
            reasons.add("%s %s".formatted(endpoint, e.getMessage()));
            next();
        }
    }

    private Reply reply(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure)
            throws AttemptFailedException {
        if (response == null) {
            throw failureOf(failure);
        }
        int status = response.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new AttemptFailedException(
                    AgentCount.ATTEMPTS_REFUSED,
                    "answered %d: the cluster secret of this process is not that of the coordinator".formatted(status));
        }
        if (status != OK && status != UNAVAILABLE && status != CONFLICT) {
            throw new AttemptFailedException(AgentCount.ATTEMPTS_REFUSED, "answered " + status);
        }
        try {
            return client.exchange().readReply(response.body());
        } catch (BadExchangeException e) {
            throw status == OK
                    ? new AttemptFailedException(
                            AgentCount.ATTEMPTS_MALFORMED, "answered what is no answer: " + e.getMessage())
                    : new AttemptFailedException(AgentCount.ATTEMPTS_REFUSED, "answered " + status);
        }
    }

    private static AttemptFailedException failureOf(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return new AttemptFailedException(AgentCount.ATTEMPTS_TIMED_OUT, "did not answer in time");
        }
        if (cause instanceof CancellationException) {
            return new AttemptFailedException(AgentCount.ATTEMPTS_TIMED_OUT, "was given up");
        }
        if (cause instanceof IOException && isTooLong(cause)) {
            return new AttemptFailedException(AgentCount.ATTEMPTS_MALFORMED, "answered too much");
        }
        String why = cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
        return new AttemptFailedException(AgentCount.ATTEMPTS_UNREACHABLE, "cannot be reached: " + why);
    }

    private static boolean isTooLong(Throwable cause) {
        return cause.getMessage() != null && cause.getMessage().startsWith("the answer has more than");
    }

    /** There was no thread to begin with. */
    void refused() {
        end(new AskOutcome.Failed("the agent's own threads are all busy"));
    }

    private void end(AskOutcome outcome) {
        if (over.compareAndSet(false, true)) {
            done.accept(outcome);
        }
    }

    /** Whatever comes of it is not wanted any more. */
    void giveUp() {
        over.set(true);
        CompletableFuture<?> running = call;
        if (running != null) {
            running.cancel(true);
        }
    }
}
