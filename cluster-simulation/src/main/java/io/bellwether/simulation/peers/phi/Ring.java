package io.bellwether.simulation.peers.phi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/** Picks whom a process watches: the next ones on a ring in the order of their hashes. */
final class Ring {

    private final List<Long> order;
    private final int self;

    Ring(Collection<Long> members, long self) {
        order = new ArrayList<>(members);
        order.sort(Comparator.<Long>comparingLong(Address::hash).thenComparing(Comparator.naturalOrder()));
        this.self = order.indexOf(self);
    }

    /**
     * The next {@code count} that can be reached. Those between them that cannot are watched too, so that somebody sees
     * them return, but only until {@code count} are picked in all.
     */
    List<Long> after(int count, LongPredicate unreachable) {
        var picked = new ArrayList<Long>();
        var everybody = count >= order.size() - 1;
        var reachable = 0;
        for (int step = 1; step < order.size() && (everybody || reachable < count); step++) {
            var next = order.get((self + step) % order.size());
            var lost = unreachable.test(next);
            if (everybody || !lost || picked.size() < count) {
                picked.add(next);
            }
            reachable += lost ? 0 : 1;
        }
        return picked;
    }
}
