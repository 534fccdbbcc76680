package io.bellwether.simulation.network;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** The links between the machines and the rules that hold on them now. */
public final class Network {

    private final int machines;
    private final Latencies latencies;
    private final Losses losses;
    private final Cuts cuts;
    private double duplication;
    private double reordering;
    private long holdUpNanos;

    /** A network without faults, all machines in one room. */
    public Network(int machines) {
        if (machines < 1) {
            throw new IllegalArgumentException("a network needs machines >= 1, got " + machines);
        }
        this.machines = machines;
        this.latencies = new Latencies(machines);
        this.losses = new Losses(machines);
        this.cuts = new Cuts(machines);
    }

    /** The count of machines it joins. */
    public int machines() {
        return machines;
    }

    /** Every link without a rule of its own takes this long; {@link Latency#lan} at the start. */
    public void latency(Latency latency) {
        latencies.everywhere(latency);
    }

    /** One direction of one link takes this long. */
    public void latency(int from, int to, Latency latency) {
        latencies.link(from, to, latency);
    }

    /** Puts each machine into a zone; links between zones take {@code between}, those within one the usual. */
    public void zones(int[] zoneOf, Latency between) {
        latencies.zones(zoneOf, between);
    }

    /** Of all packets this share is lost. Losses by several rules add up as chances that do not know each other. */
    public void loss(double ratio) {
        losses.everywhere(ratio);
    }

    /** Of the packets on one direction of one link this share is lost. */
    public void loss(int from, int to, double ratio) {
        losses.link(from, to, ratio);
    }

    /** Of the packets that a machine sends this share is lost. */
    public void lossOut(int machine, double ratio) {
        losses.out(machine, ratio);
    }

    /** Of the packets to a machine this share is lost. */
    public void lossIn(int machine, double ratio) {
        losses.in(machine, ratio);
    }

    /** Of all datagrams this share arrives twice. */
    public void duplication(double ratio) {
        duplication = Ratios.checked("duplication", ratio);
    }

    /** Of all datagrams this share is held up by as much as {@code most}, so that later ones overtake it. */
    public void reordering(double ratio, Duration most) {
        reordering = Ratios.checked("reordering", ratio);
        holdUpNanos = most.toNanos();
    }

    /** Nothing gets from one to the other any more; the way back stays. Cuts are counted: two cuts need two mends. */
    public void cut(int from, int to) {
        cuts.cut(from, to);
    }

    /** Takes back one {@link #cut}. */
    public void mend(int from, int to) {
        cuts.mend(from, to);
    }

    /**
     * Only machines that share a group reach each other; those in no group form one more. A machine in two groups is a
     * bridge: {@code [[a, b], [b, c]]} lets b speak with both, and a not with c.
     */
    public void split(List<List<Integer>> groups) {
        cuts.split(groups, true);
    }

    /** Takes back one {@link #split} into the same groups. */
    public void join(List<List<Integer>> groups) {
        cuts.split(groups, false);
    }

    /** Ends all cuts, splits, losses, duplication and reordering; latencies stay. */
    public void heal() {
        cuts.clear();
        losses.clear();
        duplication = 0;
        reordering = 0;
    }

    /** Whether a packet could get from one to the other, losses aside. */
    public boolean open(int from, int to) {
        return cuts.open(from, to);
    }

    /** Whether both directions are open. */
    public boolean openBothWays(int from, int to) {
        return open(from, to) && open(to, from);
    }

    /** How long a datagram may be held up at most, beside its latency. */
    public Duration holdUpMost() {
        return reordering > 0 ? Duration.ofNanos(holdUpNanos) : Duration.ZERO;
    }

    /** Draws how long one packet takes. */
    public long latencyNanos(int from, int to, RandomGenerator random) {
        return latencies.nanos(from, to, random);
    }

    /** Draws how much longer a datagram is held up; mostly not at all. */
    public long holdUpNanos(RandomGenerator random) {
        return reordering > 0 && random.nextDouble() < reordering ? random.nextLong(holdUpNanos + 1) : 0;
    }

    /** The share of packets from one to the other that losses let through. */
    public double passes(int from, int to) {
        return losses.passes(from, to);
    }

    /** Draws whether one packet gets lost. */
    public boolean loses(int from, int to, RandomGenerator random) {
        return losses.loses(from, to, random);
    }

    /** Draws whether a datagram arrives twice. */
    public boolean doubles(RandomGenerator random) {
        return duplication > 0 && random.nextDouble() < duplication;
    }
}
