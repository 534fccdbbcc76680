package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a coordinator, time included. */
public sealed interface CoordinatorInput {

    /** Its deadline has come. */
    record Tick() implements CoordinatorInput {}

    /** A datagram that is meant for coordinators. */
    record Received(long from, Message message) implements CoordinatorInput {}

    /** A try over the other transport ended. */
    record Probed(long subject, long round, int attempt, boolean succeeded) implements CoordinatorInput {}

    /** An agent asks; the answer names the same id. */
    record Asked(long requestId, Request request) implements CoordinatorInput {}

    /** An operator asks for one of the operator's commands. */
    record Operated(long requestId, Command command) implements CoordinatorInput {}

    /**
     * The agreed log changed its leader, or its voters.
     *
     * @param leading Whether it is this process, with everything committed before its term applied.
     * @param leader Its name, null while there is none.
     * @param voters All voters by name, members or not.
     */
    record Role(boolean leading, long term, @Nullable NodeId leader, List<NodeId> voters) implements CoordinatorInput {

        public Role {
            voters = List.copyOf(voters);
        }
    }

    /**
     * The agreed log has one more entry.
     *
     * @param ticket That of the proposal, if this process made it, else 0.
     */
    record Committed(long index, Entry entry, long ticket) implements CoordinatorInput {}

    /** A proposal will not be committed, or nobody knows. */
    record ProposalFailed(long ticket) implements CoordinatorInput {}
}
