package io.bellwether.simulation.network;

/** Why a message did not arrive. */
public enum Drop {
    /** The network lost it. */
    LOST,
    /** The link was cut. */
    CUT,
    /** No process ran at the other end. */
    DOWN,
    /** The other machine stood still. */
    FROZEN,
    /** The buffer at the other end was full. */
    FULL,
    /** A reliable connection gave up. */
    FAILED
}
