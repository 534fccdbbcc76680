package io.bellwether.protocol.node;

import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;

/** Everything that can happen to a node, time included. */
public sealed interface NodeInput {

    /** Its deadline has come. */
    record Tick() implements NodeInput {
        /** The only one needed. */
        public static final Tick INSTANCE = new Tick();
    }

    /** A datagram. */
    record Received(long from, Message message) implements NodeInput {}

    /** A coordinator answered the last request. */
    record Answered(Answer answer) implements NodeInput {}

    /** The last request failed; nobody knows whether it was heard. */
    record Unanswered() implements NodeInput {}

    /** The coordinator in this same process applied a change of the view. */
    record Committed(ViewDelta delta) implements NodeInput {}

    /** The coordinator in this same process has evidence of a leader. */
    record Confirmed(Freshness freshness) implements NodeInput {}

    /** The host has another address now, where this process is to be reached. */
    record Readdressed(String address) implements NodeInput {}

    /** The process shuts down in an orderly way. */
    record LeaveAsked() implements NodeInput {}

    /** The host or the application tells how it is. */
    record Told(HealthInput own) implements NodeInput {}
}
