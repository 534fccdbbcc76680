package io.bellwether.simulation.peers.lifeguard;

import java.util.List;

/** What goes over the wire. */
sealed interface Letter {

    /** A datagram, which has room for news on top. */
    sealed interface Datagram extends Letter {
        List<News> news();
    }

    /** Are you there? Also sent in another's stead. */
    record Ping(int sequence, List<News> news) implements Datagram {}

    /** I am, or whom you asked me to ping is. */
    record Ack(int sequence, List<News> news) implements Datagram {}

    /** Whom you asked me to ping has not answered; so at least we two can talk. */
    record Nack(int sequence, List<News> news) implements Datagram {}

    /** Ping that one for me. */
    record PingRequest(int sequence, int target, List<News> news) implements Datagram {}

    /** News alone. */
    record Gossip(List<News> news) implements Datagram {}

    /** A ping over a connection. */
    record StreamPing(int sequence) implements Letter {}

    /** Its answer. */
    record StreamAck(int sequence) implements Letter {}

    /** All that the sender knows; asks for the same in return. */
    record Push(List<State> states, boolean join) implements Letter {}

    /** The answer to a push. */
    record Pull(List<State> states) implements Letter {}

    /** One member in an exchange of all state. */
    record State(int about, int incarnation, Standing standing) {}
}
