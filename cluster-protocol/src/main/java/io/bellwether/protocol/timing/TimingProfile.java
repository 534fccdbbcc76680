package io.bellwether.protocol.timing;

import java.time.Duration;

/**
 * How fast the protocol goes. Every value can be set alone; {@link TimingRules} says which combinations would churn.
 *
 * @param heartbeat Time between two beats on one edge, in one direction.
 * @param silenceFloor No edge is silent before this long without a beat, whatever phi says.
 * @param silenceCap Every edge is silent after this long without a beat, whatever phi says.
 * @param phiThreshold Between floor and cap an edge is silent when phi is above this.
 * @param failureTimeout From the last beat that anybody heard to REMOVED.
 * @param electionMin Shortest time a follower waits for its leader before it stands for election.
 * @param electionMax Longest such time.
 * @param raftHeartbeat Time between two beats of the leader to a follower.
 * @param gossipInterval Time between two rounds of gossip.
 * @param gossipFanout Peers per round of gossip.
 * @param stabilization How long a member that came back stays RECOVERING.
 */
public record TimingProfile(
        Duration heartbeat,
        Duration silenceFloor,
        Duration silenceCap,
        double phiThreshold,
        Duration failureTimeout,
        Duration electionMin,
        Duration electionMax,
        Duration raftHeartbeat,
        Duration gossipInterval,
        int gossipFanout,
        Duration stabilization) {

    /** One rack, and tests. */
    public static final TimingProfile FAST = new TimingProfile(
            Duration.ofMillis(200),
            Duration.ofMillis(600),
            Duration.ofSeconds(1),
            8.0,
            Duration.ofSeconds(4),
            Duration.ofMillis(300),
            Duration.ofMillis(600),
            Duration.ofMillis(30),
            Duration.ofMillis(200),
            3,
            Duration.ofSeconds(6));

    /** What most clusters want. */
    public static final TimingProfile DEFAULT = new TimingProfile(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMillis(4_500),
            8.0,
            Duration.ofSeconds(15),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(30));

    /** Noisy neighbours, shared machines. */
    public static final TimingProfile STEADY = new TimingProfile(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(7),
            8.0,
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            Duration.ofMillis(150),
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(30));

    /** Links that come and go. */
    public static final TimingProfile WAN = new TimingProfile(
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(90),
            8.0,
            Duration.ofMinutes(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            Duration.ofMillis(150),
            Duration.ofSeconds(5),
            3,
            Duration.ofSeconds(90));

    /** How long a report counts: three beats, and where beats are rare ten seconds and one beat. */
    public long reportCountsNanos() {
        long threeBeats = 3 * heartbeat.toNanos();
        return Math.min(threeBeats, Duration.ofSeconds(10).toNanos() + heartbeat.toNanos());
    }

    /**
     * Without a lease as young as this a node is read-only: two elections, and where evidence travels slowly as many
     * rounds of gossip as it takes to reach everybody. One heartbeat of Raft less, since the age of evidence does not grow
     * in flight: who hears of the lease by the last datagrams before a cut must not be late by their flight.
     */
    public long leaseFreshNanos() {
        return Math.max(2 * electionMax.toNanos(), 4 * gossipInterval.toNanos()) - raftHeartbeat.toNanos();
    }
}
