package io.bellwether.protocol.node;

import io.bellwether.protocol.detector.Edge;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.health.HealthScore;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.List;

/** This node's own score: what its host and its application tell, and how its edges are. */
final class OwnHealth {

    private static final Dimension[] DIMENSIONS = Dimension.values();

    private final HealthScore score = new HealthScore();
    private final double beatNanos;
    private int load;
    private int shown = 100;

    OwnHealth(long beatNanos) {
        this.beatNanos = beatNanos;
    }

    /** The score as last looked at; it changes once a beat. */
    int score() {
        return shown;
    }

    HealthScore details() {
        return score;
    }

    /** Something that the host or the application tells. */
    void take(HealthInput input, long nowNanos) {
        switch (input) {
            case HealthInput.Measured(var dimension, double value) -> score.update(dimension, value, nowNanos);
            case HealthInput.Contributed(String name, double points) -> score.contribute(name, points, nowNanos);
            case HealthInput.Withdrawn(String name) -> score.withdraw(name, nowNanos);
            case HealthInput.Outside(String name, boolean isDown) -> score.outside(name, isDown, nowNanos);
            case HealthInput.Load(int requestsInFlight) -> load = requestsInFlight;
        }
    }

    /** Looks at the edges that count: those to members that are not UNREACHABLE, and of which something is known. */
    void see(Edges edges, long nowNanos) {
        int known = 0;
        int good = 0;
        double loss = 0;
        double jitterNanos = 0;
        for (int i = 0; i < edges.size(); i++) {
            Edges.Slot slot = edges.slot(i);
            Edge edge = slot.edge;
            if (slot.counts && edge.verdict() != EdgeVerdict.NEUTRAL) {
                known++;
                good += edge.verdict() == EdgeVerdict.GOOD ? 1 : 0;
                loss += edge.lossRatio();
                jitterNanos += edge.jitterNanos();
            }
        }
        if (known > 0) {
            score.update(Dimension.EDGES, 100.0 * good / known, nowNanos);
            score.update(Dimension.LOSS, 100 * loss / known, nowNanos);
            score.update(Dimension.JITTER, 100 * jitterNanos / known / beatNanos, nowNanos);
        } else {
            score.forget(Dimension.EDGES);
            score.forget(Dimension.LOSS);
            score.forget(Dimension.JITTER);
        }
        shown = score.score(nowNanos);
    }

    static Rumour.Health unknown() {
        return new OwnHealth(1).rumour(0);
    }

    Rumour.Health rumour(long nowNanos) {
        List<Integer> terms = new ArrayList<>(DIMENSIONS.length);
        for (Dimension dimension : DIMENSIONS) {
            terms.add(score.points(dimension, nowNanos));
        }
        return new Rumour.Health(shown, terms, load);
    }
}
