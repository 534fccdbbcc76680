package io.bellwether.simulation.peers.phi;

import java.util.BitSet;

/** What goes over the wire; the wire says from which machine, the letter from and to which of its processes. */
sealed interface Letter {

    /** Are you there? */
    record Heartbeat(int sequence) implements Letter {}

    /** I am. */
    record HeartbeatResponse(long from, int sequence) implements Letter {}

    /** The version that the sender has, and who has seen it. */
    record GossipStatus(long from, VersionVector version, BitSet seen) implements Letter {}

    /** All the sender knows. */
    record Gossip(long from, long to, View view) implements Letter {}

    /** Are you a member, who could let me in? */
    record InitJoin() implements Letter {}

    /** I am. */
    record InitJoinAck() implements Letter {}

    /** Let me in. */
    record Join(long from) implements Letter {}

    /** You are in. */
    record Welcome(long from, View view) implements Letter {}
}
