package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.quorum.ModeCause;
import org.junit.jupiter.api.Test;

final class NodeStatusTest {

    private final Puppets puppets = new Puppets();

    private NodeStatus status() {
        return puppets.node.status(puppets.now);
    }

    private HealthTerm term(Dimension dimension) {
        return status().terms().stream()
                .filter(term -> term.dimension() == dimension)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheHostTellsCountsInTheScore() {
        puppets.in(4).passMillis(5_000);
        assertThat(status().score()).isEqualTo(100);

        puppets.step(new NodeInput.Told(new HealthInput.Measured(Dimension.CPU, 90)));
        puppets.step(new NodeInput.Told(new HealthInput.Contributed("lag", 0)));
        puppets.passMillis(2_000);

        assertThat(term(Dimension.CPU).input()).isEqualTo(90);
        assertThat(term(Dimension.CONTRIBUTED).detail()).isEqualTo("lag");
        assertThat(status().score()).isZero();

        puppets.step(new NodeInput.Told(new HealthInput.Withdrawn("lag")));
        puppets.step(new NodeInput.Told(new HealthInput.Outside("postgres", true)));
        puppets.passMillis(30_000);

        assertThat(status().score()).isEqualTo(40);
        assertThat(term(Dimension.OUTSIDE).detail()).isEqualTo("postgres");
    }

    @Test
    void itShowsEveryEdgeWithItsNumbers() {
        puppets.in(4).passMillis(20_000);
        assertThat(status().edges())
                .extracting(EdgeStatus::subject, EdgeStatus::verdict)
                .containsExactly(tuple(2L, EdgeVerdict.GOOD), tuple(3L, EdgeVerdict.GOOD), tuple(4L, EdgeVerdict.GOOD));

        puppets.beating.remove(3L);
        puppets.passMillis(6_000);

        EdgeStatus silent = status().edges().get(1);
        assertThat(silent.verdict()).isEqualTo(EdgeVerdict.SILENT);
        assertThat(silent.phi()).isGreaterThan(8);
        assertThat(silent.silentNanos()).isBetween(5 * Puppets.SECOND, 7 * Puppets.SECOND);
        assertThat(status().edges().getFirst().phi()).isLessThan(8);
    }

    @Test
    void withoutEvidenceOfALeaderItSaysWhyItIsReadOnlyAndRefusesWritesAfterTheGrace() {
        puppets.in(4).passMillis(3_000);
        assertThat(status().mode()).isEqualTo(Mode.READ_WRITE);

        puppets.beating.clear();
        puppets.passMillis(6_000);
        assertThat(status().mode()).isEqualTo(Mode.READ_ONLY);
        assertThat(status().modeCause()).isEqualTo(ModeCause.LEASE_OLD);
        assertThat(status().refusesWrites()).isFalse();

        puppets.passMillis(5_000);
        assertThat(status().refusesWrites()).isTrue();
    }
}
