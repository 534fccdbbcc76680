package io.bellwether.simulation.scenarios.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.run.Peer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small instances of one-link and partition. */
final class CutsTest {

    private static final double SECOND = 1e9;

    @ParameterizedTest
    @EnumSource
    void oneBadLinkChangesNothingAndABadMachineIsTheOneAccused(LinkCase which) {
        for (int nodes : new int[] {4, 5, 12}) {
            var run = OneLinkRuns.ours(new OneLinkRuns.Plan(which, nodes, Duration.ofSeconds(20)), nodes, null);
            assertThat(run.broken()).as("N=%d", nodes).isEmpty();
            assertThat(run.othersMoved()).as("N=%d", nodes).isZero();
            if (which.isLink()) {
                assertThat(run.changes()).as("N=%d", nodes).isZero();
            } else {
                assertThat(run.missed()).as("N=%d", nodes).isFalse();
                assertThat(run.accusedNanos().percentile(1)).as("N=%d", nodes).isLessThan(10 * SECOND);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BY_ZONE", "MAJORITY_FAR", "ALL_FAR"})
    void theSideWithQuorumIsUnharmedTheOtherReadOnlyAndAllIsWholeSoonAfter(Shape shape) {
        var run = PartitionRuns.ours(plan(shape), 1, null);
        assertThat(run.broken()).isEmpty();
        assertThat(run.accusedWithQuorum()).isZero();
        assertThat(run.accusedWithout()).isEqualTo(shape.farHasQuorum() ? 12 : 8);
        assertThat(run.scoreLost()).isLessThanOrEqualTo(15);
        assertThat(run.notReadOnly()).isZero();
        assertThat(run.quorumReadOnly()).isZero();
        assertThat(run.readOnlyNanos() / SECOND).isBetween(2.0, 4.0);
        assertThat(run.protectedAtAll()).isTrue();
        assertThat(run.removed()).isZero();
        assertThat(run.wholeNanos() / SECOND).isBetween(0.5, 5.0);
        assertThat(run.accusedAfterHeal()).isZero();
    }

    @Test
    void withoutZonesTheSmallerSideIsRemovedAndComesBack() {
        var run = PartitionRuns.ours(plan(Shape.NO_ZONES), 1, null);
        assertThat(run.broken()).isEmpty();
        assertThat(run.protectedAtAll()).isFalse();
        assertThat(run.removed()).isEqualTo(8);
        assertThat(run.wholeNanos()).isNotNegative();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAR_IS_DEAF", "FAR_IS_MUTE", "BRIDGE", "COORDINATOR_BRIDGE"})
    void halfOfACutBreaksNoPromiseEither(Shape shape) {
        var run = PartitionRuns.ours(plan(shape), 1, null);
        assertThat(run.broken()).isEmpty();
        assertThat(run.removedProtected()).isZero();
        assertThat(run.wholeNanos()).isNotNegative();
    }

    @Test
    void aPeerIsWholeWhenEverybodyHoldsEverybodyForAlive() {
        var run = PartitionRuns.theirs(Peer.PHI, plan(Shape.BY_ZONE), 1);
        assertThat(run.accusedNear()).isZero();
        assertThat(run.wholeNanos() / SECOND).isBetween(0.5, 20.0);
    }

    private static PartitionRuns.Plan plan(Shape shape) {
        return new PartitionRuns.Plan(shape, 20, Duration.ofSeconds(25), Duration.ofSeconds(15));
    }
}
