package io.bellwether.coordinator.host;

import io.bellwether.protocol.membership.NodeId;
import org.jspecify.annotations.Nullable;

/** It was not proposed, so it will not be committed: asking again, at the leader, does no harm. */
public final class NotProposedException extends RuntimeException {

    private final transient @Nullable NodeId leader;

    /**
     * Nothing was proposed.
     *
     * @param leader Who leads instead, null if nobody is known to.
     */
    public NotProposedException(String message, @Nullable NodeId leader) {
        super(message);
        this.leader = leader;
    }

    /** Who leads instead, null if nobody is known to. */
    public @Nullable NodeId leader() {
        return leader;
    }
}
