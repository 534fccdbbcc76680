package io.bellwether.protocol.authority;

import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Outcome;

/** What a coordinator wants done; the driver does it. */
public sealed interface CoordinatorEffect {

    /** One datagram. */
    record Send(long to, Message message) implements CoordinatorEffect {}

    /** One try over the other transport, to be answered by Probed. */
    record Probe(long subject, long round, int attempt) implements CoordinatorEffect {}

    /** A command for the agreed log; the driver adds term and wall clock. */
    record Propose(long ticket, long clusterNanos, Command command) implements CoordinatorEffect {}

    /** The answer to an agent. */
    record Reply(long requestId, Answer answer) implements CoordinatorEffect {}

    /** The answer to an operator. */
    record Operated(long requestId, Outcome outcome) implements CoordinatorEffect {}

    /**
     * There is no outcome to tell an operator.
     *
     * @param proposed Whether it may still be carried out: it was proposed, and nobody knows its fate.
     * @param leader The incarnation of the leader to ask instead, 0 if not known.
     */
    record NotOperated(long requestId, boolean proposed, long leader) implements CoordinatorEffect {}

    /** An entry was applied: its delta is for this process's own node, its events for the journal. */
    record Published(Applied applied) implements CoordinatorEffect {}
}
