package io.bellwether.protocol.health;

import java.time.Duration;

/**
 * The table of all that makes up a health score. The order is that of the terms in gossip, so new ones go last.
 *
 * <p>Each row: the unit of the input; the inputs for 100, 50 and 0 points; the weight; how fast the term follows when
 * it gets worse and when it gets better. In general a term falls faster than it rises: traffic that left too early is
 * a small loss, traffic that comes back too early is the next overload.
 */
public enum Dimension {
    /**
     * Busy is not dead: up to 70 % there is room for a burst, at 90 % queues grow, and the 0 point lies beyond the
     * possible 100 %, so that a busy node keeps 8 points. The heaviest of the node's own, with the shortest memory:
     * full load costs 20 points of the score within ten seconds, and is forgotten within 45 s.
     */
    CPU("% of the limit of the cgroup that is used", 70, 90, 102, 4, seconds(3), seconds(8)),

    /** At 100 % the kernel kills. A JVM that was given its whole container sits at 80 % and is well. */
    MEMORY("% of the limit of the cgroup that is used", 80, 92, 100, 2, seconds(5), seconds(10)),

    /** 2 % is a healthy collector, at 10 % every tenth request meets one, at 50 % the heap is as good as full. */
    GC("% of time that collection stopped the program", 2, 10, 50, 2, seconds(5), seconds(15)),

    /**
     * A timer late by 20 ms is the machine; a quarter of a second is felt; two are what a pause may last unnoticed. As heavy as
     * the CPU, because it alone sees a neighbour that takes the machine: who is not run uses little of it.
     */
    LOOP_DELAY("ms that the loop ran late", 20, 250, 2_000, 4, seconds(2), seconds(8)),

    /** One in a hundred happens to everybody, one in ten hurts, and where half fail a request is a toss of a coin. */
    ERRORS("% of requests that failed here", 1, 10, 50, 3, seconds(5), seconds(10)),

    /** A quarter of a second passes unnoticed, people wait for one second, and after ten they have gone. */
    LATENCY("ms of the 99th percentile of requests", 250, 1_000, 10_000, 2, seconds(5), seconds(10)),

    /** What contributors name is in points already: Kafka lag, a pool, any health indicator. The worst counts. */
    CONTRIBUTED("points of the worst contributor", 100, 50, 0, 2, seconds(3), seconds(10)),

    /**
     * What others see. Up to four in ten bad edges say nothing about this node: that is the other side of a partition,
     * until it is committed. From there on it falls, and who is good to nobody has no points. The memory is long for
     * the same reason, for even eight bad of ten neighbours are chance in a large cluster and over in six seconds.
     */
    EDGES("% of edges that count that are good", 60, 20, 0, 4, seconds(12), seconds(8)),

    /** What repair covers unnoticed; what still works and is slow; what no edge verdict survives. */
    LOSS("% of beats lost", 2, 20, 80, 2, seconds(10), seconds(10)),

    /** Relative to the interval, so that it means the same in all profiles. Uneven beats alone are no reason to avoid. */
    JITTER("% of the beat interval that beats vary by", 10, 50, 300, 1, seconds(10), seconds(10)),

    /**
     * Something that this node needs and that is not part of it. No term of the mean: it caps the score at 40, for
     * with a term of its own a shared back end would empty the routing table. Rises slowly, because the errors that
     * it caused are still in the windows of those who count them.
     */
    OUTSIDE("outside dependencies that are down", 0, 0.5, 1, 0, seconds(2), seconds(10));

    private final String unit;
    private final double best;
    private final double half;
    private final double worst;
    private final int weight;
    private final Duration worsens;
    private final Duration recovers;

    Dimension(String unit, double best, double half, double worst, int weight, Duration worsens, Duration recovers) {
        this.unit = unit;
        this.best = best;
        this.half = half;
        this.worst = worst;
        this.weight = weight;
        this.worsens = worsens;
        this.recovers = recovers;
    }

    /** What the input counts, and in what. */
    public String unit() {
        return unit;
    }

    /** The inputs for 100, 50 and 0 points. */
    public Curve curve() {
        return new Curve(best, half, worst);
    }

    /** How much it counts in the mean, beside the others that are known. */
    public int weight() {
        return weight;
    }

    /** Time constant of the way down: after this long 63 % of it is gone. */
    public Duration worsens() {
        return worsens;
    }

    /** Time constant of the way up. */
    public Duration recovers() {
        return recovers;
    }

    /** Whether it shows nothing but the outage while something outside is down. */
    boolean showsOutsideOutage() {
        return this == ERRORS || this == LATENCY || this == CONTRIBUTED;
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
