package io.bellwether.simulation.peers.phi;

import io.bellwether.simulation.world.Channel;
import java.time.Duration;

/**
 * The parameters of Akka's cluster membership; {@link #akka} has its defaults.
 *
 * @param machines the count of machines; the first three are the seeds that a joining process asks
 * @param settled whether the first process of every machine starts with all machines as its members, instead of joining
 * @param threshold phi from which on a member counts as unreachable
 * @param acceptablePause silence that raises phi by nothing
 * @param minDeviation least standard deviation of the intervals
 * @param samplesMax intervals remembered
 * @param heartbeatInterval time between two heartbeats, and the first guess of the interval
 * @param expectedResponseAfter when a member that never answered starts to be judged
 * @param watchers how many watch each member
 * @param gossipInterval time between two rounds of gossip
 * @param channel what the messages travel by; Artery's default is TCP
 * @param downAfter how long a member has to be unreachable before the leader downs it; zero for never, the default
 */
public record PhiSettings(
        int machines,
        boolean settled,
        double threshold,
        Duration acceptablePause,
        Duration minDeviation,
        int samplesMax,
        Duration heartbeatInterval,
        Duration expectedResponseAfter,
        int watchers,
        Duration gossipInterval,
        Channel channel,
        Duration downAfter) {

    /** The defaults. */
    public static PhiSettings akka(int machines) {
        return new PhiSettings(
                machines,
                true,
                8.0,
                Duration.ofSeconds(3),
                Duration.ofMillis(100),
                200,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                9,
                Duration.ofSeconds(1),
                Channel.STREAM,
                Duration.ZERO);
    }

    /** The same with another threshold. */
    public PhiSettings withThreshold(double phi) {
        return with(settled, phi, channel, downAfter);
    }

    /** The same with another acceptable pause. */
    public PhiSettings withAcceptablePause(Duration pause) {
        return new PhiSettings(
                machines,
                settled,
                threshold,
                pause,
                minDeviation,
                samplesMax,
                heartbeatInterval,
                expectedResponseAfter,
                watchers,
                gossipInterval,
                channel,
                downAfter);
    }

    /** The same, over another transport: classic remoting over UDP loses what the network loses. */
    public PhiSettings withChannel(Channel transport) {
        return with(settled, threshold, transport, downAfter);
    }

    /** The same, and the leader downs whom it sees unreachable for so long. */
    public PhiSettings withDownAfter(Duration unreachable) {
        return with(settled, threshold, channel, unreachable);
    }

    /** The same, but every process joins through the seeds. */
    public PhiSettings unsettled() {
        return with(false, threshold, channel, downAfter);
    }

    private PhiSettings with(boolean known, double phi, Channel transport, Duration down) {
        return new PhiSettings(
                machines,
                known,
                phi,
                acceptablePause,
                minDeviation,
                samplesMax,
                heartbeatInterval,
                expectedResponseAfter,
                watchers,
                gossipInterval,
                transport,
                down);
    }
}
