package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Consensus;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.host.OutcomeUnknownException;
import io.bellwether.coordinator.storage.Payload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Waits for the agreed log on behalf of one request, whose thread is a virtual one, and says as a problem why it waited in
 * vain.
 */
@Component
final class Agreement {

    /**
     * The log itself answers within {@code cluster.raft.replication-timeout}, 10 s. This is for a log that answers nothing at
     * all, and less than the gateway waits.
     */
    static final Duration PATIENCE = Duration.ofSeconds(12);

    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Consensus consensus;
    private final Duration patience;

    @Autowired
    Agreement(Consensus consensus) {
        this(consensus, PATIENCE);
    }

    Agreement(Consensus consensus, Duration patience) {
        this.consensus = consensus;
        this.patience = patience;
    }

    /** Has a write agreed upon and gives back what applying it here returned. */
    Object write(String id, Payload payload) throws RefusalException {
        try {
            return await(consensus.propose(id, payload));
        } catch (ExecutionException e) {
            switch (cause(e)) {
                // As it is: who leads instead may be answered by more than a problem.
                case NotProposedException refused -> throw refused;
                case OutcomeUnknownException unknown -> throw outcomeUnknown(id, String.valueOf(unknown.getMessage()));
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (TimeoutException e) {
            throw outcomeUnknown(id, "the agreed log has said nothing for %d s".formatted(patience.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw outcomeUnknown(id, "this coordinator is stopping");
        }
    }

    /**
     * Lets a read be as fresh as it asks to be: {@code linearizable} waits until everything that was committed before has
     * been applied here; {@code stale}, which is also what null means, waits for nothing.
     */
    void reach(@Nullable String consistency) throws RefusalException {
        switch (consistency) {
            case null -> {}
            case "stale" -> {}
            case "linearizable" -> barrier();
            default -> throw ProblemBodies.badParameter("consistency", "linearizable or stale", consistency);
        }
    }

    private void barrier() throws RefusalException {
        try {
            await(consensus.barrier());
        } catch (ExecutionException e) {
            switch (cause(e)) {
                case NotProposedException refused -> throw notReadable(String.valueOf(refused.getMessage()));
                case OutcomeUnknownException unknown -> throw notReadable(String.valueOf(unknown.getMessage()));
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (TimeoutException e) {
            throw notReadable("the agreed log has said nothing for %d s".formatted(patience.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReadable("this coordinator is stopping");
        }
    }

    private <T> T await(CompletableFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Futures that were made from others wrap what went wrong once more. */
    private static @Nullable Throwable cause(ExecutionException e) {
        return e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
    }

    private static RefusalException outcomeUnknown(String id, String detail) {
        return new RefusalException(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "write-outcome-unknown",
                        detail + "; the write may be carried out or not",
                        "send it again with the header %s: %s, and it is carried out once"
                                .formatted(CommandId.HEADER, id))
                .with("idempotencyKey", id);
    }

    private static RefusalException notReadable(String detail) {
        return new RefusalException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "no-linearizable-read",
                        detail,
                        "try again after the time in Retry-After, or read with ?consistency=stale what this"
                                + " coordinator knows")
                .retryAfter(RETRY_AFTER);
    }
}
