package io.bellwether.simulation.world;

/** A program on a simulated machine: our node, or a peer's. It is called from one thread and may not wait. */
public interface Program {

    /** Called once, when the process starts; the machine stays the same object for the life of the process. */
    void start(Machine machine);

    /** Takes a datagram, or a message of a reliable connection. */
    void received(int from, Object message, Channel channel);

    /** Called when the deadline has come, or has passed while the loop was paused or busy. */
    void wake();

    /**
     * When to call {@link #wake} next, by {@link Machine#nanos}; Long.MAX_VALUE for never. Asked after every call. A
     * deadline in the past is due at once.
     */
    long deadlineNanos();

    /** A message sent by {@link Channel#STREAM} could not be delivered in time. It may have been, all the same. */
    default void failed(int to, Object message) {}

    /** Called when the process is ended in an orderly way; what it sends here still leaves. */
    default void stopped() {}
}
