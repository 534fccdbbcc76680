package io.bellwether.protocol.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Member;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** How many edges between the others a join or a removal touches. */
final class EdgesTouchedTest {

    @Test
    void withoutZonesOnlyTheTenPlacesBesideTheJoinerChange() {
        var touched = touched(1000, i -> "");

        assertThat(touched.getAverage()).isLessThan(5.5);
        assertThat(touched.getMax()).isLessThanOrEqualTo(7);
    }

    @Test
    void threeEvenZonesCostNextToNothing() {
        assertThat(touched(1000, i -> "zone-" + i % 3).getAverage()).isLessThan(6);
    }

    @Test
    void twoEvenZonesCostThreeEdgesMore() {
        var touched = touched(1000, i -> "zone-" + i % 2);

        assertThat(touched.getAverage()).isLessThan(9);
        assertThat(touched.getMax()).isLessThanOrEqualTo(16);
    }

    @Test
    void theWorstIsAZoneThatCanJustNotServeTheOther() {
        var touched = touched(1000, i -> i % 5 == 0 ? "small" : "large");

        assertThat(touched.getAverage()).isLessThan(25);
        assertThat(touched.getMax()).isLessThanOrEqualTo(60);
    }

    private static IntSummaryStatistics touched(int count, IntFunction<String> zones) {
        IntSummaryStatistics touched = new IntSummaryStatistics();
        List<Member> members = Fleet.members(count, zones);
        var before = Fleet.edges(Fleet.view(members));
        for (int i = 0; i < 15; i++) {
            List<Member> joined = new ArrayList<>(members);
            Member joiner = Fleet.member(5_000 + i, zones.apply(5_000 + i), false);
            joined.add(joiner);
            touched.accept(Fleet.changed(before, Fleet.edges(Fleet.view(joined)), joiner.incarnation()));

            List<Member> left = new ArrayList<>(members);
            Member leaver = left.remove(61 * i);
            touched.accept(Fleet.changed(before, Fleet.edges(Fleet.view(left)), leaver.incarnation()));
        }
        return touched;
    }
}
