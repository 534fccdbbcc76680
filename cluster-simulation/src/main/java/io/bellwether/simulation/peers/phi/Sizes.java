package io.bellwether.simulation.peers.phi;

/**
 * What letters would take on the wire, payload only: an estimate, from the Protobuf definitions.
 *
 * <p>An address is four strings and a port, about 36 bytes with tags ("pekko", "cluster", "10.0.0.42", 25520), a unique
 * one 12 more for its id. Artery puts a header of 28 bytes and about 8 of compressed references around each message.
 * Gossip is sent compressed by GZIP; there the estimate counts what does not repeat: 18 bytes a member (8 random ones of
 * its id, host, port, number and status), 2 for each that has seen it, 22 for each entry of the version vector (half of a
 * 32 digit hash, and a count), 6 for each row of reachability and 6 for each of its records, 20 for a tombstone.
 */
final class Sizes {

    private static final int ENVELOPE = 36;
    private static final int ADDRESS = 36;
    private static final int UNIQUE_ADDRESS = ADDRESS + 12;
    private static final int SEEN_DIGEST = 22;

    private Sizes() {}

    static int of(Letter letter) {
        return ENVELOPE
                + switch (letter) {
                    case Letter.Heartbeat heartbeat -> ADDRESS + 14;
                    case Letter.HeartbeatResponse response -> UNIQUE_ADDRESS + 14;
                    case Letter.GossipStatus status ->
                        UNIQUE_ADDRESS + SEEN_DIGEST + 42 * status.version().size();
                    case Letter.Gossip gossip -> 2 * UNIQUE_ADDRESS + of(gossip.view());
                    case Letter.InitJoin ask -> 60;
                    case Letter.InitJoinAck answer -> ADDRESS + 60;
                    case Letter.Join join -> UNIQUE_ADDRESS + 20;
                    case Letter.Welcome welcome -> UNIQUE_ADDRESS + of(welcome.view());
                };
    }

    private static int of(View view) {
        return 100
                + 18 * view.members().size()
                + 2 * view.seen().cardinality()
                + 22 * view.version().size()
                + 6 * (view.reachability().observers() + view.reachability().records())
                + 20 * view.removed().size();
    }
}
