package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.protocol.membership.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the consumer its role, whenever it is another than the one told last. Asked by one thread, after every event
 * that may have changed it and at short intervals besides.
 */
final class RoleWatch {

    private final LogConsumer consumer;
    private final Handover handover;
    private volatile Role told = Role.UNKNOWN;

    RoleWatch(LogConsumer consumer, Handover handover) {
        this.consumer = consumer;
        this.handover = handover;
    }

    /** The role told last; the consumer may still have it before it. */
    Role told() {
        return told;
    }

    void review(RaftServer.Division division) {
        Role role = roleOf(division);
        if (!role.equals(told)) {
            told = role;
            handover.force(() -> consumer.role(role));
        }
    }

    // The library calls a leader ready when it has applied, and so handed over, the first entry of its term: whoever
    // sees it ready comes after all before. Its term is asked for on both sides, or the readiness of one leadership
    // would be told with the term of the next.
    private static Role roleOf(RaftServer.Division division) {
        DivisionInfo info = division.getInfo();
        List<NodeId> voters = voters(division).stream().map(Voter::id).toList();
        long before = leadsIn(info);
        boolean ready = info.isLeaderReady();
        if (before > 0 && ready && leadsIn(info) == before) {
            return new Role(true, before, id(division.getId()), voters);
        }
        return new Role(false, info.getCurrentTerm(), leader(info), voters);
    }

    /** The term that this server leads, 0 if it does not. */
    static long leadsIn(DivisionInfo info) {
        var role = info.getRoleInfoProto();
        return role.hasLeaderInfo() ? role.getLeaderInfo().getTerm() : 0;
    }

    static @Nullable NodeId leader(DivisionInfo info) {
        RaftPeerId leader = info.getLeaderId();
        return leader == null ? null : id(leader);
    }

    static List<Voter> voters(RaftServer.Division division) {
        List<Voter> voters = new ArrayList<>();
        for (RaftPeer peer : division.getRaftConf().getCurrentPeers()) {
            voters.add(new Voter(id(peer.getId()), peer.getAddress()));
        }
        voters.sort((a, b) -> a.id().compareTo(b.id()));
        return voters;
    }

    static List<RaftPeer> peers(List<Voter> voters) {
        return voters.stream()
                .map(voter -> RaftPeer.newBuilder()
                        .setId(voter.id().name())
                        .setAddress(voter.address())
                        .build())
                .toList();
    }

    private static NodeId id(RaftPeerId peer) {
        return new NodeId(peer.toString());
    }
}
