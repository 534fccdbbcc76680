package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.Rumour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which bad edges everybody is told of, and how often. */
final class BadEdgeNewsTest {

    private static final int BAD_EDGES = new Rumour.BadEdges(List.of()).topic();

    private final Puppets puppets = new Puppets().in(6);
    private final Node node = puppets.node;

    @Test
    void aBadEdgeIsToldWhenItHasLastedForABeatAndSoIsThatItIsGoodAgain() {
        puppets.passMillis(10_000);
        falls(6);
        puppets.passMillis(950);
        assertThat(told()).isEmpty();
        puppets.passMillis(200);
        assertThat(told()).containsExactly(6L);

        puppets.passMillis(60_000);
        puppets.beating.add(6L);
        puppets.passMillis(1_200);
        assertThat(told()).isEmpty();
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void anEdgeThatIsGoodAgainWithinABeatIsNoNews() {
        puppets.passMillis(10_000);
        for (int i = 0; i < 10; i++) {
            falls(6);
            puppets.beating.add(6L);
            puppets.passMillis(1_500);
            assertThat(node.edgeTo(6)).isNotEqualTo(EdgeVerdict.SILENT);
        }
        assertThat(version()).isZero();
    }

    @Test
    void whoChangesAllTheTimeIsToldAFewTimesAndThenOncePerMinuteAsItIsThen() {
        puppets.passMillis(200_000);
        for (int i = 0; i < 60; i++) {
            puppets.beating.remove(6L);
            puppets.passMillis(6_000);
            puppets.beating.add(6L);
            puppets.passMillis(4_000);
        }
        assertThat(version()).as("in ten minutes").isBetween(11L, 14L);
    }

    @Test
    void whatCannotBeToldNowIsToldLater() {
        puppets.passMillis(200_000);
        for (int i = 0; i < 2; i++) {
            falls(6);
            puppets.passMillis(1_200);
            puppets.beating.add(6L);
            puppets.passMillis(1_200);
        }
        assertThat(told()).as("three changes were told, not the fourth").containsExactly(6L);
        assertThat(version()).isEqualTo(3);
        puppets.passMillis(60_000);
        assertThat(told()).isEmpty();
        assertThat(version()).isEqualTo(4);
    }

    /** Stops the beats of a neighbour until its edge is silent. */
    private void falls(long neighbour) {
        puppets.beating.remove(neighbour);
        while (node.edgeTo(neighbour) != EdgeVerdict.SILENT) {
            puppets.passMillis(10);
        }
    }

    private List<Long> told() {
        return node.gossip().state().content(1, BAD_EDGES) instanceof Rumour.BadEdges(var edges)
                ? edges.stream().map(Rumour.BadEdges.BadEdge::subject).toList()
                : List.of();
    }

    private long version() {
        return node.gossip().state().version(1, BAD_EDGES);
    }
}
