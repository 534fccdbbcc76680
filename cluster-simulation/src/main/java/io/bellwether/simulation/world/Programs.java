package io.bellwether.simulation.world;

/** Makes the program of a process that is about to start. */
public interface Programs {

    /**
     * Makes a fresh program.
     *
     * @param machine the machine it will run on
     * @param start how often this machine has started a process before: 0 for the first
     * @param name what the process calls itself: the number of its machine, or after a restart under a new name a
     *     number that nobody had before, from the count of machines up
     */
    Program create(int machine, int start, int name);
}
