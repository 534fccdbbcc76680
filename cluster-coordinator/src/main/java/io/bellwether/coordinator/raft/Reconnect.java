package io.bellwether.coordinator.raft;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.RaftServerRpcWithProxy;

/**
 * Gives a follower that has been silent for long a new connection. The library offers no keepalive for the connections
 * that it opens, and one whose packets vanish would be held until the kernel gives up, a quarter of an hour later.
 */
final class Reconnect {

    /** A live connection carries an answer every few hundred milliseconds; none in this long means it is dead. */
    static final long SILENT_MILLIS = 15_000;

    private final AtomicLong reconnects = new AtomicLong();
    private final Map<RaftPeerId, Long> renewedNanos = new HashMap<>();

    /** How many connections were renewed. */
    long count() {
        return reconnects.get();
    }

    /** Renews what is due. Closing a dead connection can take seconds. */
    void look(DivisionInfo info, RaftServerRpc rpc, long nowNanos) {
        var role = info.getRoleInfoProto();
        if (!role.hasLeaderInfo() || !(rpc instanceof RaftServerRpcWithProxy<?, ?> connections)) {
            renewedNanos.clear();
            return;
        }
        Set<RaftPeerId> silent = new HashSet<>();
        for (ServerRpcProto follower : role.getLeaderInfo().getFollowerInfoList()) {
            RaftPeerId peer = RaftPeerId.valueOf(follower.getId().getId());
            if (follower.getLastRpcElapsedTimeMs() >= SILENT_MILLIS) {
                silent.add(peer);
                Long renewed = renewedNanos.get(peer);
                if (renewed == null || nowNanos - renewed >= SILENT_MILLIS * 1_000_000) {
                    renewedNanos.put(peer, nowNanos);
                    reconnects.incrementAndGet();
                    connections.getProxies().resetProxy(peer);
                }
            }
        }
        renewedNanos.keySet().retainAll(silent);
    }
}
