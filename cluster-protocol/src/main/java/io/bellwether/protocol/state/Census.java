package io.bellwether.protocol.state;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many members each zone has and how many of them are gone, kept up with every change. */
final class Census {

    /** A group of which too many are gone. */
    record Group(String name, int gone, int counted) {}

    private static final class Count {
        private int counted;
        private int gone;
    }

    private final StateRules rules;
    private final Map<String, Count> byZone = new TreeMap<>();
    private @Nullable Group worst;
    private boolean changed;

    Census(StateRules rules) {
        this.rules = rules;
    }

    void add(Life life) {
        count(life, 1);
    }

    void take(Life life) {
        count(life, -1);
    }

    private void count(Life life, int step) {
        if (!life.counts()) {
            return;
        }
        changed = true;
        String zone = life.member().zone();
        Count count = byZone.computeIfAbsent(zone, name -> new Count());
        count.counted += step;
        count.gone += life.countsAsGone() ? step : 0;
        if (count.counted == 0) {
            byZone.remove(zone);
        }
    }

    /** The first group, by name, of which more than half is gone; null if there is none. */
    @Nullable
    Group tooManyGone() {
        if (changed) {
            changed = false;
            worst = find();
        }
        return worst;
    }

    private @Nullable Group find() {
        int smallGone = 0;
        int smallCounted = 0;
        for (var zone : byZone.entrySet()) {
            Count count = zone.getValue();
            if (count.counted < rules.groupMin()) {
                smallGone += count.gone;
                smallCounted += count.counted;
            } else if (isTooMany(count.gone, count.counted)) {
                return new Group(nameOf(zone.getKey()), count.gone, count.counted);
            }
        }
        return isTooMany(smallGone, smallCounted)
                ? new Group("the small zones together", smallGone, smallCounted)
                : null;
    }

    private boolean isTooMany(int gone, int counted) {
        return gone >= rules.goneMin() && 2 * gone > counted;
    }

    private static String nameOf(String zone) {
        return zone.isEmpty() ? "the members without a zone" : "zone " + zone;
    }
}
