package io.bellwether.simulation.world;

/** What a machine is doing. */
public enum Condition {
    /** No process: never started, crashed or stopped. */
    DOWN,
    /** The process runs. */
    UP,
    /** The loop of the process stands still (a long collection, a stopped process); its socket buffer fills. */
    BLOCKED,
    /** The whole machine stands still; packets to it are dropped. */
    FROZEN
}
