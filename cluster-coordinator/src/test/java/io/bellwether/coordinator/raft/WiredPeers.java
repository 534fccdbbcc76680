package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Three real servers, each behind a wire that all others go through. */
final class WiredPeers implements AutoCloseable {

    final Peers peers;
    private final Map<NodeId, Wire> wires = new TreeMap<>();

    WiredPeers(Path folder, Liveness liveness) throws IOException {
        this.peers = new Peers(folder, 0, 10_000).with(liveness).with(this::behindItsWire);
        for (int i = 1; i <= 3; i++) {
            Voter listening = Peers.voter("c" + i);
            var wire = new Wire(listening.port());
            wires.put(listening.id(), wire);
            peers.voters.add(new Voter(listening.id(), "127.0.0.1:" + wire.port()));
        }
        peers.voters.forEach(peers::start);
    }

    private RatisSettings behindItsWire(RatisSettings known) {
        return new RatisSettings(
                known.cluster(),
                known.self(),
                known.founders(),
                known.listenHost(),
                to(known.self()).targetPort(),
                known.directory(),
                known.profile(),
                known.snapshotThreshold(),
                known.segmentBytesMax(),
                known.batchMax(),
                known.replaceCommand());
    }

    /** The wire that leads to this one. */
    Wire to(Voter voter) {
        return Objects.requireNonNull(wires.get(voter.id()));
    }

    Collection<Wire> wires() {
        return wires.values();
    }

    @Override
    public void close() throws IOException {
        peers.close();
        for (Wire wire : wires.values()) {
            wire.close();
        }
    }
}
