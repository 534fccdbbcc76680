package io.bellwether.simulation.world;

/** Takes the lines that explain a run. */
public interface Trace {

    /**
     * Takes one line.
     *
     * @param nanos virtual time since the start of the run
     * @param machine the machine it happened on, or -1 for the world itself
     */
    void line(long nanos, int machine, String action, String detail);
}
