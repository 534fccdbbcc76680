package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;

/**
 * One that votes.
 *
 * @param address Where its Raft port is, host and port, as the other voters reach it.
 */
public record Voter(NodeId id, String address) {

    public Voter {
        if (!isAddress(address)) {
            throw new IllegalArgumentException(
                    "address of voter %s must be host:port, got '%s'".formatted(id, address));
        }
    }

    /** Whether this is a host and a port. */
    public static boolean isAddress(String address) {
        int colon = address.lastIndexOf(':');
        return colon > 0 && address.substring(colon + 1).matches("[0-9]{1,5}");
    }

    /** The port in its address. */
    public int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
