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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(Agreement.class);

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
    Object write(String id, Payload payload) {
        return await(consensus.propose(id, payload), patience, detail -> outcomeUnknown(id, detail));
    }

    /**
     * Lets a read be as fresh as it asks to be: {@code linearizable} waits until everything that was committed before has
     * been applied here; {@code stale}, which is also what null means, waits for nothing.
     */
    void reach(@Nullable String consistency) {
        switch (consistency) {
            case null -> {}
            case "stale" -> {}
            case "linearizable" -> barrier();
            default -> throw ProblemBodies.badParameter("consistency", "linearizable or stale", consistency);
        }
    }

    /** Waits until everything that was committed before this call is applied here; the index of the barrier. */
    long barrier() {
        return barrier(patience);
    }

    /** Whether a linearizable read gets an answer that soon. */
    boolean isAnswered(Duration soon) {
        try {
            barrier(soon);
            return true;
        } catch (RefusalException e) {
            LOG.atDebug().setCause(e).log("not ready: no barrier was passed");
            return false;
        }
    }

    private long barrier(Duration most) {
        try {
            return await(consensus.barrier(), most, Agreement::notReadable);
        } catch (NotProposedException e) {
            throw notReadable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What the log answers.
     *
     * @param most How long it may take.
     * @param unanswered What is told where nobody knows how it went, made of the reason.
     */
    private static <T> T await(
            CompletableFuture<T> future, Duration most, Function<String, RefusalException> unanswered) {
        try {
            return future.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // Futures that were made from others wrap what went wrong once more.
            Throwable cause = e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
            switch (cause) {
                // As it is: who leads instead may be answered by more than a problem.
                case NotProposedException refused -> throw refused;
                case OutcomeUnknownException unknown -> throw unanswered.apply(String.valueOf(unknown.getMessage()));
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (TimeoutException e) {
            throw unanswered.apply("the agreed log has said nothing for %d ms".formatted(most.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered.apply("this coordinator is stopping");
        }
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
