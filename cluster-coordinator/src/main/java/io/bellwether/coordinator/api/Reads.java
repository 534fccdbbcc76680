package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.host.Replicated;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private final Host host;

    Reads(Host host) {
        this.host = host;
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
        Replicated state = host.replicated();
        long now = System.nanoTime();
        response.setHeader(EPOCH, Long.toString(state.view().epoch()));
        response.setHeader(INDEX, Long.toString(state.index()));
        response.setHeader(LEADER_KNOWN, Boolean.toString(host.role().leader() != null));
        host.lease().age(now).ifPresent(age -> response.setHeader(STALENESS, Long.toString(age.toMillis())));
        return state;
    }

    private static String shown(String text) {
        int shownMax = 40;
        return text.length() <= shownMax ? text : text.substring(0, shownMax) + "...";
    }

    /** Waits until everything that was committed before this call is applied here; the index of the barrier. */
    public long barrier() {
        try {
            return host.consensus().barrier().get(BARRIER_SECONDS, TimeUnit.SECONDS);
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
            host.consensus().barrier().get(READY_SECONDS, TimeUnit.SECONDS);
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
