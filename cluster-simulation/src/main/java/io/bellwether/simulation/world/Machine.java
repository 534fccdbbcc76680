package io.bellwether.simulation.world;

import java.util.random.RandomGenerator;

/** What a program may touch of the machine it runs on. */
public interface Machine {

    /** The number of this machine, which is its address. */
    int self();

    /** Monotonic time of this process: starts at an arbitrary value, and may wrap around in the middle of a run. */
    long nanos();

    /** What the clock on the wall shows; may jump in either direction. */
    long wallMillis();

    /** The only source of chance of this process. */
    RandomGenerator random();

    /**
     * Sends a message. It is handed over as the same object, so it must not be changed afterwards.
     *
     * @param bytes what it would take on the wire, for the statistics and the bounds of buffers
     */
    void send(int to, Object message, int bytes, Channel channel);

    /** Whether {@link #note} goes anywhere; ask first where the detail costs something to make. */
    boolean tracing();

    /** Writes a line into the trace of this run. */
    void note(String action, String detail);

    /** Folds a value into the hash of this run, traced or not: two runs of one seed must agree on it. */
    void digest(long value);
}
