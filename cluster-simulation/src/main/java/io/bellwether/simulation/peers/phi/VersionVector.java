package io.bellwether.simulation.peers.phi;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Who has changed the state how often, which tells newer from older from conflicting. Never changes itself. */
final class VersionVector {

    /** How one version relates to another. */
    enum Order {
        SAME,
        BEFORE,
        AFTER,
        CONFLICTING
    }

    static final VersionVector EMPTY = new VersionVector(new TreeMap<>());

    private final NavigableMap<Long, Long> counts;

    private VersionVector(NavigableMap<Long, Long> counts) {
        this.counts = counts;
    }

    int size() {
        return counts.size();
    }

    VersionVector changedBy(long address) {
        var changed = new TreeMap<>(counts);
        changed.merge(address, 1L, Long::sum);
        return new VersionVector(changed);
    }

    VersionVector merge(VersionVector other) {
        var merged = new TreeMap<>(counts);
        other.counts.forEach((address, count) -> merged.merge(address, count, Math::max));
        return new VersionVector(merged);
    }

    VersionVector without(long address) {
        if (!counts.containsKey(address)) {
            return this;
        }
        var pruned = new TreeMap<>(counts);
        pruned.remove(address);
        return new VersionVector(pruned);
    }

    /** How this one relates to the other: AFTER if this one is newer. */
    Order compare(VersionVector other) {
        if (this == other) {
            return Order.SAME;
        }
        var more = exceeds(other);
        var less = other.exceeds(this);
        if (more) {
            return less ? Order.CONFLICTING : Order.AFTER;
        }
        return less ? Order.BEFORE : Order.SAME;
    }

    private boolean exceeds(VersionVector other) {
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            if (entry.getValue() > other.counts.getOrDefault(entry.getKey(), 0L)) {
                return true;
            }
        }
        return false;
    }
}
