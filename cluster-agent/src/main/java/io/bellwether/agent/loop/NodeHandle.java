package io.bellwether.agent.loop;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.node.NodeInput;

/** The node, for a resident beside it. All but {@link #wake} is for the thread of the loop only. */
public interface NodeHandle {

    /** The present incarnation of this process, or the last one, 0 before the first. */
    long incarnation();

    View view();

    /** Sends a message to a member; one to this process itself is handed to all residents in this turn. */
    void send(long to, Message message);

    /** Gives the node an input: what the coordinator beside it has committed, or knows of a leader. */
    void give(NodeInput input);

    /** Has the loop take a turn soon. For all threads. */
    void wake();
}
