package io.bellwether.protocol.node;

import io.bellwether.protocol.gossip.GossipRounds;
import io.bellwether.protocol.message.Rumour.BadEdges;
import io.bellwether.protocol.message.Rumour.BadEdges.BadEdge;
import java.util.List;

/** Tells everybody of this node's bad edges, and that there are none any more; that there never were any is no news. */
final class BadEdgeNews {

    private boolean told;

    void tell(Edges edges, GossipRounds gossip, long nowNanos) {
        List<BadEdge> bad = edges.bad(nowNanos);
        if (told || !bad.isEmpty()) {
            told = true;
            gossip.write(new BadEdges(bad), nowNanos);
        }
    }
}
