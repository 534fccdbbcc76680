package io.bellwether.simulation.world;

/** How a message travels. */
public enum Channel {
    /** One packet: may be lost, doubled or overtaken, and nobody is told. */
    DATAGRAM,
    /**
     * A reliable connection: ordered per pair and direction, resent after a loss so that it comes later instead of
     * never. While either direction is cut or the receiver is down, frozen or restarted, it does not arrive; after a
     * time-out the sender's {@link Program#failed} is called for everything that waits on that connection.
     */
    STREAM
}
