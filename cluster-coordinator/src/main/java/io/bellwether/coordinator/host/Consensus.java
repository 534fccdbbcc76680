package io.bellwether.coordinator.host;

import io.bellwether.coordinator.storage.Payload;
import java.util.concurrent.CompletableFuture;

/** The agreed log, for whoever changes or reads replicated state over HTTP. No method waits. */
public interface Consensus {

    /**
     * Proposes it and completes with what applying it returned here; exceptionally with {@link NotProposedException}
     * (503, may be retried) or {@link OutcomeUnknownException} (504, may still commit).
     */
    CompletableFuture<Object> propose(String id, Payload payload);

    /** Completes once everything that was committed before this call has been applied here. */
    CompletableFuture<Long> barrier();
}
