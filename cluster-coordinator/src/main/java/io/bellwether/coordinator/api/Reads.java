package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Consensus;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Lease;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.raft.LogConsumer.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Reads of replicated state: local ones at once, linearizable ones ({@code ?consistency=linearizable}) behind a barrier.
 * The headers of an answer say of which state it is and how old that may be. Whoever asks waits on a virtual thread.
 */
@Component
public final class Reads {

    public static final String EPOCH = "X-Cluster-Epoch";
    public static final String INDEX = "X-Cluster-Index";
    public static final String LEADER_KNOWN = "X-Cluster-Leader-Known";
    public static final String STALENESS = "X-Cluster-Staleness-Ms";

    private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
    private static final long BARRIER_SECONDS = 15;
    private static final long READY_SECONDS = 2;
    private static final String CONSISTENCY = "consistency";

    private final Supplier<Replicated> state;
    private final Supplier<Role> role;
    private final Supplier<Lease> lease;
    private final Consensus consensus;

    @Autowired
    Reads(Host host) {
        this(host::replicated, host::role, host::lease, host.consensus());
    }

    /** Of a state, a role and a lease that somebody else keeps. */
    Reads(Supplier<Replicated> state, Supplier<Role> role, Supplier<Lease> lease, Consensus consensus) {
        this.state = state;
        this.role = role;
        this.lease = lease;
        this.consensus = consensus;
    }

    /** The state that answers this request, with the headers that say which. */
    public Replicated begin(HttpServletRequest request, HttpServletResponse response) {
        String consistency = request.getParameter(CONSISTENCY);
        if ("linearizable".equals(consistency)) {
            barrier();
        } else if (consistency != null && !consistency.equals("stale")) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "consistency-unknown",
                    "consistency must be linearizable or stale, got '%s'".formatted(shown(consistency)),
                    "Leave it out for what this coordinator knows, or ask for ?consistency=linearizable.");
        }
        return mark(response);
    }

    /** Only the headers; what is read after this call is at least as new as they say. */
    Replicated mark(HttpServletResponse response) {
        Replicated now = state.get();
        response.setHeader(EPOCH, Long.toString(now.view().epoch()));
        response.setHeader(INDEX, Long.toString(now.index()));
        response.setHeader(LEADER_KNOWN, Boolean.toString(role.get().leader() != null));
        lease.get()
                .age(System.nanoTime())
                .ifPresent(age -> response.setHeader(STALENESS, Long.toString(age.toMillis())));
        return now;
    }

    private static String shown(String text) {
        int shownMax = 40;
        return text.length() <= shownMax ? text : text.substring(0, shownMax) + "...";
    }

    /** Waits until everything that was committed before this call is applied here; the index of the barrier. */
    public long barrier() {
        try {
            return consensus.barrier().get(BARRIER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
            if (cause instanceof NotProposedException) {
                throw unavailable(String.valueOf(cause.getMessage()));
            }
            throw new IllegalStateException("a barrier failed in an unknown way", e);
        } catch (TimeoutException e) {
            throw unavailable("No barrier was passed for %d s".formatted(BARRIER_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("This coordinator stops");
        }
    }

    /** Whether a linearizable read gets an answer, soon enough for whoever asks whether this process is ready. */
    boolean isAnswered() {
        try {
            consensus.barrier().get(READY_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("not ready: no barrier was passed");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "no-linearizable-read",
                detail,
                "Ask again in a second, or read without ?consistency=linearizable what this coordinator knows.");
    }
}
