package io.bellwether.simulation.peers.phi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RingTest {

    @Test
    void everyMemberIsWatchedByNine() {
        var watchers = new TreeMap<Long, Integer>();
        for (long self : members(100)) {
            ring(100, self).after(9, subject -> false).forEach(subject -> watchers.merge(subject, 1, Integer::sum));
        }

        assertThat(watchers).hasSize(100);
        assertThat(watchers.values()).containsOnly(9);
    }

    @Test
    void inASmallClusterEverybodyWatchesEverybody() {
        assertThat(ring(10, Address.of(3, 0)).after(9, subject -> true))
                .hasSize(9)
                .doesNotContain(Address.of(3, 0));
    }

    @Test
    void theUnreachableBetweenAreWatchedOnTop() {
        var all = ring(100, Address.of(3, 0)).after(9, subject -> false);
        var lost = List.of(all.get(0), all.get(4));

        var picked = ring(100, Address.of(3, 0)).after(9, lost::contains);

        assertThat(picked).containsAll(all).hasSize(11);
    }

    @Test
    void beyondNineOnlyTheReachableAreAdded() {
        var far = ring(100, Address.of(3, 0)).after(20, subject -> false);
        var lost = far.subList(5, 15);

        var picked = ring(100, Address.of(3, 0)).after(9, lost::contains);

        assertThat(picked.subList(0, 9)).isEqualTo(far.subList(0, 9));
        assertThat(picked.subList(9, picked.size()))
                .doesNotContainAnyElementsOf(lost)
                .hasSize(4);
    }

    private static Ring ring(int machines, long self) {
        return new Ring(members(machines), self);
    }

    private static List<Long> members(int machines) {
        var members = new ArrayList<Long>();
        for (int machine = 0; machine < machines; machine++) {
            members.add(Address.of(machine, 0));
        }
        return members;
    }
}
