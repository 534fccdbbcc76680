package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Lease;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.raft.LogConsumer.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
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

    private final Supplier<Replicated> state;
    private final Supplier<Role> role;
    private final Supplier<Lease> lease;
    private final Agreement agreement;

    @Autowired
    Reads(Host host, Agreement agreement) {
        this(host::replicated, host::role, host::lease, agreement);
    }

    /** Of a state, a role and a lease that somebody else keeps. */
    Reads(Supplier<Replicated> state, Supplier<Role> role, Supplier<Lease> lease, Agreement agreement) {
        this.state = state;
        this.role = role;
        this.lease = lease;
        this.agreement = agreement;
    }

    /** The state that answers this request, with the headers that say which. */
    public Replicated begin(HttpServletRequest request, HttpServletResponse response) {
        agreement.reach(request.getParameter(CONSISTENCY));
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
}
