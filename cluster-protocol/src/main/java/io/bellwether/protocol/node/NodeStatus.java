package io.bellwether.protocol.node;

import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.quorum.ModeCause;
import java.util.List;

/**
 * All that a node can say of itself at one moment, to be shown. It can be handed to other threads.
 *
 * @param stage How far it has come with its membership.
 * @param stageDetail Why.
 * @param incarnation Its present incarnation, or the last one, 0 before the first.
 * @param view Who is in the cluster.
 * @param mode Whether writing is possible.
 * @param modeCause Why.
 * @param refusesWrites Whether a write is to be refused at once; until then it may wait for a leader.
 * @param freshness The best evidence of a leader.
 * @param isDoubting Whether it doubts what it sees.
 * @param score Its own health score.
 * @param terms How the score comes about.
 * @param edges Its edges, ordered by incarnation.
 */
public record NodeStatus(
        Stage stage,
        String stageDetail,
        long incarnation,
        View view,
        Mode mode,
        ModeCause modeCause,
        boolean refusesWrites,
        Freshness freshness,
        boolean isDoubting,
        int score,
        List<HealthTerm> terms,
        List<EdgeStatus> edges) {

    public NodeStatus {
        terms = List.copyOf(terms);
        edges = List.copyOf(edges);
    }
}
