package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes what the log says: one thread, one call at a time, in the order of the log. An exception from any of these
 * ends the process, because the next entry must not be applied to a state that lacks this one.
 */
public interface LogConsumer {

    /** What became of a proposal that was not seen to commit. */
    enum Fate {
        /** It never entered the log. */
        NOT_PROPOSED,
        /** It entered the log of a leader that lost its leadership: it may still be committed, then with ticket 0. */
        UNKNOWN
    }

    /**
     * The role of this process.
     *
     * @param leading Whether it leads; true only after everything committed before its term was handed over.
     * @param leader Who leads, null if nobody is known to.
     * @param voters All voters, in the order of their names.
     */
    record Role(boolean leading, long term, @Nullable NodeId leader, List<NodeId> voters) {

        static final Role UNKNOWN = new Role(false, 0, null, List.of());

        public Role {
            voters = List.copyOf(voters);
        }
    }

    /** The state as of an entry replaces whatever there was: at the start, and when a leader sends its snapshot. */
    void restored(long index, byte[] snapshot);

    /**
     * The next committed entry. Indexes rise; those that are missing belong to the library.
     *
     * @param term of the leader that appended it
     * @param ticket of the proposal, if this process made it and has not been told that it failed, otherwise 0
     */
    void committed(long index, long term, long ticket, byte[] entry);

    /** A proposal that will not be heard of again under its ticket. */
    void failed(long ticket, Fate fate);

    /** The role changed, or the voters did. */
    void role(Role role);

    /** The state as of the entry that was handed over last. */
    byte[] snapshot();
}
