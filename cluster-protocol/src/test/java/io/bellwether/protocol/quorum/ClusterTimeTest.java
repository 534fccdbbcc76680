package io.bellwether.protocol.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import org.junit.jupiter.api.Test;

final class ClusterTimeTest {

    private final ClusterTime time = new ClusterTime();

    @Test
    void withoutALeaderItStandsStill() {
        time.applied(500);

        assertThat(time.at(0)).isEqualTo(500);
        assertThat(time.at(1_000_000)).isEqualTo(500);
    }

    @Test
    void theLeaderCountsOnFromWhatTheStateHas() {
        time.applied(500);
        time.lead(10_000);

        assertThat(time.at(10_000)).isEqualTo(500);
        assertThat(time.at(10_007)).isEqualTo(507);
    }

    @Test
    void whatTheLeaderAppliesWhileItLeadsDoesNotMoveItBack() {
        time.lead(0);
        time.applied(50);

        assertThat(time.at(100)).isEqualTo(100);
        assertThat(time.at(40)).isEqualTo(50);
    }

    @Test
    void anEarlierTimeInTheLogChangesNothing() {
        time.applied(500);
        time.applied(400);

        assertThat(time.at(0)).isEqualTo(500);
    }

    @Test
    void whatADeposedLeaderCountedAndNeverCommittedHasNotHappened() {
        time.lead(0);
        time.applied(100);
        assertThat(time.at(600_000)).isEqualTo(600_000);

        time.follow();
        assertThat(time.at(600_000)).isEqualTo(100);
        time.lead(700_000);

        assertThat(time.at(700_000)).isEqualTo(100);
    }

    @Test
    void nanosecondsMayWrap() {
        time.lead(Long.MAX_VALUE - 5);

        assertThat(time.at(Long.MIN_VALUE + 4)).isEqualTo(10);
    }

    @Test
    void whateverHappensCommittedTimeNeverGoesBack() {
        Seeds.forAll(300, (random, size) -> {
            ClusterTime[] nodes = {new ClusterTime(), new ClusterTime(), new ClusterTime()};
            int leader = 0;
            nodes[0].lead(0);
            long now = 0;
            long committed = 0;
            for (int i = 0; i < 10 * size; i++) {
                now += random.nextLong(1_000);
                if (random.nextInt(10) == 0) {
                    nodes[leader].follow();
                    leader = random.nextInt(3);
                    nodes[leader].lead(now);
                }
                long stamp = nodes[leader].at(now);
                assertThat(stamp).isBetween(committed, committed + now);
                if (random.nextBoolean()) {
                    committed = stamp;
                    for (ClusterTime node : nodes) {
                        node.applied(stamp);
                    }
                }
            }
        });
    }
}
