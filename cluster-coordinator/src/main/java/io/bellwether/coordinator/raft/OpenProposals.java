package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.raft.LogConsumer.Fate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tickets without an outcome, and whether their entries are in the log. Each gets exactly one outcome. */
final class OpenProposals {

    /** Proposals without an outcome at most; one more fails at once. */
    static final int OPEN_MAX = 10_000;

    private final Map<Long, Boolean> enteredByTicket = new HashMap<>();

    /** Opens a ticket; false if there are too many. */
    synchronized boolean open(long ticket) {
        if (enteredByTicket.size() >= OPEN_MAX) {
            return false;
        }
        if (enteredByTicket.putIfAbsent(ticket, false) != null) {
            throw new IllegalArgumentException("ticket %d is open already".formatted(ticket));
        }
        return true;
    }

    /** Its entry goes into the log now: from here on nobody but the log knows. */
    synchronized void entering(long ticket) {
        enteredByTicket.computeIfPresent(ticket, (same, before) -> true);
    }

    /** Ends a ticket whose entry is committed; 0 if it is not open any more. */
    synchronized long committed(long ticket) {
        return enteredByTicket.remove(ticket) == null ? 0 : ticket;
    }

    /** Ends a ticket that has failed; null if it is not open any more. */
    synchronized @Nullable Fate failed(long ticket) {
        Boolean entered = enteredByTicket.remove(ticket);
        if (entered == null) {
            return null;
        }
        return entered ? Fate.UNKNOWN : Fate.NOT_PROPOSED;
    }

    synchronized int size() {
        return enteredByTicket.size();
    }
}
