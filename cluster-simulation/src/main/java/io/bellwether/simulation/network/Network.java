package io.bellwether.simulation.network;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** The links between the machines and the rules that hold on them now. */
public final class Network {

    private final int machines;

    /** A network without faults, all machines in one room. */
    public Network(int machines) {
        this.machines = machines;
    }

    /** The count of machines it joins. */
    public int machines() {
        return machines;
    }

    /** Every link without a rule of its own takes this long; a LAN at the start. */
    public void latency(Latency latency) {
        throw new UnsupportedOperationException("later");
    }

    /** One direction of one link takes this long. */
    public void latency(int from, int to, Latency latency) {
        throw new UnsupportedOperationException("later");
    }

    /** Puts each machine into a zone; links between zones take {@code between}, those within one the usual. */
    public void zones(int[] zoneOf, Latency between) {
        throw new UnsupportedOperationException("later");
    }

    /** Of all packets this share is lost. */
    public void loss(double ratio) {
        throw new UnsupportedOperationException("later");
    }

    /** Of the packets on one direction of one link this share is lost. */
    public void loss(int from, int to, double ratio) {
        throw new UnsupportedOperationException("later");
    }

    /** Of the packets that a machine sends this share is lost. */
    public void lossOut(int machine, double ratio) {
        throw new UnsupportedOperationException("later");
    }

    /** Of the packets to a machine this share is lost. */
    public void lossIn(int machine, double ratio) {
        throw new UnsupportedOperationException("later");
    }

    /** Of all datagrams this share arrives twice. */
    public void duplication(double ratio) {
        throw new UnsupportedOperationException("later");
    }

    /** Of all datagrams this share is held up by as much as {@code most}, so that later ones overtake it. */
    public void reordering(double ratio, Duration most) {
        throw new UnsupportedOperationException("later");
    }

    /** Nothing gets from one to the other any more; the way back stays. Cuts are counted: two cuts need two mends. */
    public void cut(int from, int to) {
        throw new UnsupportedOperationException("later");
    }

    /** Takes back one {@link #cut}. */
    public void mend(int from, int to) {
        throw new UnsupportedOperationException("later");
    }

    /**
     * Only machines that share a group reach each other; those in no group form one more. A machine in two groups is a
     * bridge: {@code [[a, b], [b, c]]} lets b speak with both, and a not with c.
     */
    public void split(List<List<Integer>> groups) {
        throw new UnsupportedOperationException("later");
    }

    /** Takes back one {@link #split} into the same groups. */
    public void join(List<List<Integer>> groups) {
        throw new UnsupportedOperationException("later");
    }

    /** Ends all cuts, splits, losses, duplication and reordering; latencies stay. */
    public void heal() {
        throw new UnsupportedOperationException("later");
    }

    /** Whether a packet could get from one to the other, losses aside. */
    public boolean open(int from, int to) {
        throw new UnsupportedOperationException("later");
    }

    /** Whether both directions are open. */
    public boolean openBothWays(int from, int to) {
        return open(from, to) && open(to, from);
    }

    /** Draws how long one packet takes. */
    public long latencyNanos(int from, int to, RandomGenerator random) {
        throw new UnsupportedOperationException("later");
    }

    /** Draws whether one packet gets lost. */
    public boolean loses(int from, int to, RandomGenerator random) {
        throw new UnsupportedOperationException("later");
    }
}
