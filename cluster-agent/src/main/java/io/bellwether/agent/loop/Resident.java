package io.bellwether.agent.loop;

import io.bellwether.protocol.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A state machine that lives on the loop: the node, and in a coordinator its authority. All calls come from the thread of
 * the loop, and none may wait for anything.
 */
public interface Resident {

    /** When {@link #step} must be called at the latest. Compare by difference. */
    long deadlineNanos();

    /**
     * Called in every turn of the loop, due or not: does what is due, and takes in what other threads have left for it.
     * They call {@link AgentLoop#wake} afterwards.
     */
    void step(long nowNanos);

    /** A datagram came, or a message of this process to itself. Every resident is given every message. */
    void received(long from, Message message, long nowNanos);

    /** The loop has ended; the cause is null where that was asked for. */
    void ended(@Nullable Throwable cause);
}
