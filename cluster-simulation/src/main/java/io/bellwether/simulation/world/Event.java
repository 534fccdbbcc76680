package io.bellwether.simulation.world;

import org.jspecify.annotations.Nullable;

/** One thing that will happen, or a message on its way. Objects are used again: whoever takes one gives it back. */
final class Event {

    /** What will happen. */
    enum Kind {
        /** A datagram reaches its machine. */
        DATAGRAM,
        /** The first message of a connection reaches its machine, or is tried again. */
        CONNECTION,
        /** A message of a connection, while it waits or is handed over. */
        STREAM,
        /** A message of a connection comes back to its sender. */
        FAILED,
        /** The deadline of a program has come. */
        WAKE,
        /** A busy machine gets to its next call. */
        SERVE,
        /** Something that the run itself does. */
        ACTION
    }

    Kind kind = Kind.ACTION;
    /** The machine it happens on. */
    int machine;
    /** The other end of a message. */
    int peer;

    int bytes;
    int traffic;
    /** The count of starts of the sender's machine, as it was then. */
    int start;
    /** The count of starts of the receiver's machine, as it was then; -1 where it was down. */
    int peerStart;

    long sentNanos;
    long readyNanos;

    @Nullable
    Object payload;
}
