package io.bellwether.protocol.message;

/** Where a part of the core puts the datagrams that it wants sent. The driver empties it after each step. */
public interface Outbox {

    /** Asks for one datagram to the member with this incarnation. */
    void send(long to, Message message);
}
