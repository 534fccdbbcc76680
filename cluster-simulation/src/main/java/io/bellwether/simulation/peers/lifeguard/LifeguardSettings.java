package io.bellwether.simulation.peers.lifeguard;

import java.time.Duration;

/**
 * The parameters of memberlist; {@link #lan} has its defaults for a LAN.
 *
 * @param machines the count of machines; the first three are the seeds that a joining process asks
 * @param settled whether the first process of every machine starts with all machines as its members, instead of joining
 * @param probeInterval time between the starts of two probes
 * @param probeTimeout time for the direct answer to a probe
 * @param indirectChecks members asked to probe in our stead
 * @param streamPings whether a probe also tries a connection once the direct datagram went unanswered
 * @param suspicionMult factor of the shortest suspicion
 * @param suspicionMaxTimeoutMult how many times longer the longest suspicion is
 * @param awarenessMaxMultiplier bound of the local health multiplier
 * @param gossipInterval time between two rounds of gossip
 * @param gossipNodes members that get each round
 * @param gossipToTheDeadTime how long a dead member still gets gossip and is remembered
 * @param retransmitMult factor of the count of transmissions of one rumour
 * @param pushPullInterval time between two exchanges of all state, in a small cluster
 * @param datagramBytesMax room in one datagram
 */
public record LifeguardSettings(
        int machines,
        boolean settled,
        Duration probeInterval,
        Duration probeTimeout,
        int indirectChecks,
        boolean streamPings,
        int suspicionMult,
        int suspicionMaxTimeoutMult,
        int awarenessMaxMultiplier,
        Duration gossipInterval,
        int gossipNodes,
        Duration gossipToTheDeadTime,
        int retransmitMult,
        Duration pushPullInterval,
        int datagramBytesMax) {

    /** Above this many members full exchanges become rarer. */
    private static final int PUSH_PULL_SCALE_FROM = 32;

    /** The defaults for a LAN. */
    public static LifeguardSettings lan(int machines) {
        return new LifeguardSettings(
                machines,
                true,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                3,
                true,
                4,
                6,
                8,
                Duration.ofMillis(200),
                3,
                Duration.ofSeconds(30),
                4,
                Duration.ofSeconds(30),
                1400);
    }

    /** The same with other factors of suspicion; Lifeguard's paper calls them alpha and beta and has 5 and 6. */
    public LifeguardSettings withSuspicion(int mult, int maxTimeoutMult) {
        return with(settled, streamPings, mult, maxTimeoutMult);
    }

    /** The same, but every process joins through the seeds. */
    public LifeguardSettings unsettled() {
        return with(false, streamPings, suspicionMult, suspicionMaxTimeoutMult);
    }

    /** The same, with probes by datagram alone, as in the papers. */
    public LifeguardSettings withoutStreamPings() {
        return with(settled, false, suspicionMult, suspicionMaxTimeoutMult);
    }

    private LifeguardSettings with(boolean known, boolean streams, int mult, int maxTimeoutMult) {
        return new LifeguardSettings(
                machines,
                known,
                probeInterval,
                probeTimeout,
                indirectChecks,
                streams,
                mult,
                maxTimeoutMult,
                awarenessMaxMultiplier,
                gossipInterval,
                gossipNodes,
                gossipToTheDeadTime,
                retransmitMult,
                pushPullInterval,
                datagramBytesMax);
    }

    /** How long a suspect has with all confirmations: mult x max(1, log10 n) probe intervals, to the thousandth. */
    public long suspicionMinNanos(int members) {
        var scale = Math.max(1.0, StrictMath.log10(Math.max(1, members)));
        return suspicionMult * (long) (scale * 1000) * (probeInterval.toNanos() / 1000);
    }

    /** How long a suspect has without any confirmation. */
    public long suspicionMaxNanos(int members) {
        return suspicionMaxTimeoutMult * suspicionMinNanos(members);
    }

    /** Confirmations that bring a suspicion to its shortest; 0, and so the shortest at once, where too few could. */
    public int confirmations(int members) {
        var wanted = suspicionMult - 2;
        return members - 2 < wanted ? 0 : wanted;
    }

    /** How often one member passes on one rumour. */
    public int retransmits(int members) {
        return retransmitMult * (int) Math.ceil(StrictMath.log10(members + 1.0));
    }

    /** Time between two exchanges of all state: one interval more for each doubling beyond 32 members. */
    public long pushPullNanos(int members) {
        var doublings = 0;
        for (long size = PUSH_PULL_SCALE_FROM; size < members; size *= 2) {
            doublings++;
        }
        return pushPullInterval.toNanos() * (1 + doublings);
    }
}
