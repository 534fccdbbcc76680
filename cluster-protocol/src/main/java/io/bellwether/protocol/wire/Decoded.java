package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Message;

/** What came of a datagram: a message, or a reason why it is not one. */
public sealed interface Decoded permits Decoded.Received, Refusal {

    /** An authentic message that was not seen before. */
    record Received(long sender, long nonce, Message message) implements Decoded {}
}
