package io.bellwether.simulation.cluster;

import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;

/** What travels between our simulated processes. */
sealed interface Packet {

    /** A datagram, with the incarnation that its header carries. */
    record Datagram(long from, Message message) implements Packet {}

    /** A request to a coordinator, over a connection. */
    record Query(long id, Request request) implements Packet {}

    /** The answer to it. */
    record Reply(long id, Answer answer) implements Packet {}

    /** A try over the other transport: is the process of this incarnation there? */
    record Knock(long subject, long round, int attempt) implements Packet {}

    /** It is. */
    record Here(long subject, long round, int attempt) implements Packet {}
}
