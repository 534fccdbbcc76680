package io.bellwether.agent.view;

import io.bellwether.protocol.gossip.SoftState;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.NodeStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of a node. What did not change since the last one is the same object again: in a large cluster nearly
 * everything. Confined to the thread of the node.
 */
public final class Photographer {

    private static final int HEALTH = 1;
    private static final int PROFILE = 2;
    private static final int BAD_EDGES = 3;

    private final NodeId self;
    private final Node node;
    private Map<Long, MemberInfo> known = new HashMap<>();
    private List<MemberInfo> members = List.of();
    private long memberChanges;

    public Photographer(NodeId self, Node node) {
        this.self = self;
        this.node = node;
    }

    public ClusterSnapshot take(AgentState state, String askFailure, String failure, long nowNanos) {
        NodeStatus status = node.status(nowNanos);
        takeMembers(status.view().members());
        return new ClusterSnapshot(
                self, state, status, members, memberChanges, leader(status), askFailure, failure, nowNanos);
    }

    private static @Nullable NodeId leader(NodeStatus status) {
        Member leader = status.view().member(status.freshness().leader());
        return leader == null ? null : leader.id();
    }

    private void takeMembers(List<Member> present) {
        boolean changed = present.size() != members.size();
        List<MemberInfo> next = new ArrayList<>(present.size());
        for (int i = 0; i < present.size(); i++) {
            MemberInfo info = infoOf(present.get(i));
            next.add(info);
            changed = changed || !members.get(i).equals(info);
        }
        if (changed) {
            members = Collections.unmodifiableList(next);
            Map<Long, MemberInfo> kept = new HashMap<>();
            next.forEach(info -> kept.put(info.member().incarnation(), info));
            known = kept;
            memberChanges++;
        }
    }

    private MemberInfo infoOf(Member member) {
        SoftState soft = node.gossip().state();
        long incarnation = member.incarnation();
        MemberInfo now = new MemberInfo(
                member,
                soft.content(incarnation, HEALTH) instanceof Rumour.Health health ? health : null,
                soft.content(incarnation, PROFILE) instanceof Rumour.Profile profile ? profile : null,
                soft.content(incarnation, BAD_EDGES) instanceof Rumour.BadEdges bad ? bad : null);
        MemberInfo before = known.get(incarnation);
        return before != null && before.equals(now) ? before : now;
    }
}
