package io.bellwether.agent.transport;

import io.bellwether.protocol.message.Message;

/** Takes messages that came in. */
@FunctionalInterface
public interface MessageReceiver {

    /** An authentic message that was not seen before, from the member with this incarnation. */
    void received(long from, Message message);
}
