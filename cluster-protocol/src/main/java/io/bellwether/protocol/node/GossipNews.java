package io.bellwether.protocol.node;

import io.bellwether.protocol.gossip.GossipListener;
import io.bellwether.protocol.message.Rumour;
import java.util.List;

/** Turns what gossip hears into effects of the node. */
record GossipNews(List<NodeEffect> effects) implements GossipListener {

    @Override
    public void heardRumour(Rumour rumour, int ageMillis, int hops) {
        effects.add(new NodeEffect.Heard(rumour));
    }

    @Override
    public void heardDelta(long version, int ageMillis, int hops) {
        effects.add(new NodeEffect.DeltaHeard(version, ageMillis, hops));
    }

    @Override
    public void viewsDisagree(String detail) {
        effects.add(new NodeEffect.ViewsDisagree(detail));
    }
}
