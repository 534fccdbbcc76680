package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Replicated;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

    private static final String CONSISTENCY = "consistency";

    private final Host host;
    private final Agreement agreement;

    Reads(Host host, Agreement agreement) {
        this.host = host;
        this.agreement = agreement;
    }

    /** The state that answers this request, with the headers that say which. */
    public Replicated begin(HttpServletRequest request, HttpServletResponse response) {
        agreement.reach(request.getParameter(CONSISTENCY));
        Replicated state = host.replicated();
        long now = System.nanoTime();
        response.setHeader(EPOCH, Long.toString(state.view().epoch()));
        response.setHeader(INDEX, Long.toString(state.index()));
        response.setHeader(LEADER_KNOWN, Boolean.toString(host.role().leader() != null));
        host.lease().age(now).ifPresent(age -> response.setHeader(STALENESS, Long.toString(age.toMillis())));
        return state;
    }
}
