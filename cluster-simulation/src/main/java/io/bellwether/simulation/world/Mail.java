package io.bellwether.simulation.world;

/** Takes what a machine sends. */
interface Mail {

    void send(Host from, int to, Object message, int bytes, Channel channel);

    /** Takes note that a message was handed to its program. */
    void handedOver(Event message);
}
