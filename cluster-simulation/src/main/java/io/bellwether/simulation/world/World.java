package io.bellwether.simulation.world;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic;
import java.time.Duration;

/** One simulated world: machines, the network between them and virtual time, all from one seed. */
public final class World {

    private final Network network;

    /** A world whose machines are all down; {@link #boot} starts them. */
    public World(long seed, Network network, Programs programs) {
        this.network = network;
        throw new UnsupportedOperationException("later " + seed + programs);
    }

    /** Explains from now on what happens. */
    public void trace(Trace trace) {
        throw new UnsupportedOperationException("later " + trace);
    }

    /** The network; its rules may be changed at any time. */
    public Network network() {
        return network;
    }

    /** What was sent and received. */
    public Traffic traffic() {
        throw new UnsupportedOperationException("later");
    }

    /** The count of machines, up or not. */
    public int machines() {
        return network.machines();
    }

    /** Virtual time since the start of the run. */
    public long now() {
        throw new UnsupportedOperationException("later");
    }

    /** The hash over every delivery, wake and digest so far. */
    public long hash() {
        throw new UnsupportedOperationException("later");
    }

    /** Runs until everything due up to then, that moment included, has happened. */
    public void runUntil(long nanos) {
        throw new UnsupportedOperationException("later");
    }

    /** Runs for this long. */
    public void runFor(Duration duration) {
        runUntil(now() + duration.toNanos());
    }

    /** Does something at this virtual time; at once if it has passed. */
    public void at(long nanos, Runnable action) {
        throw new UnsupportedOperationException("later");
    }

    /** Does something again and again, the first time one interval from now. */
    public void every(Duration interval, Runnable action) {
        throw new UnsupportedOperationException("later");
    }

    /** What a machine is doing. */
    public Condition condition(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** The program that a machine runs, or ran last. */
    public Program program(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** What the process of a machine calls itself, or called itself last. */
    public int name(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** How often a process was started on a machine. */
    public int starts(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** Starts a process, under the name the last one had; a crash comes first where one still runs. */
    public void boot(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** Starts a process under a name that nobody had before. */
    public void bootRenamed(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** Ends the process with all its state; nobody is told. */
    public void crash(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** Ends the process in an orderly way. */
    public void stop(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** The loop stands still; what arrives waits in the socket buffer, and what does not fit is dropped. */
    public void block(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** The machine stands still; packets to it are dropped. */
    public void freeze(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** Goes on after {@link #block} or {@link #freeze}. */
    public void resume(int machine) {
        throw new UnsupportedOperationException("later");
    }

    /** Every call of the program takes this long from now on; zero is the start. */
    public void slow(int machine, Duration perCall) {
        throw new UnsupportedOperationException("later");
    }

    /** Moves the wall clock; monotonic time does not notice. */
    public void jumpWallClock(int machine, Duration by) {
        throw new UnsupportedOperationException("later");
    }
}
