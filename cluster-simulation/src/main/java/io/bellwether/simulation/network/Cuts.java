package io.bellwether.simulation.network;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which directions of which links are cut, and how often: two faults on one link end one by one. */
final class Cuts {

    private final int machines;
    private final int[] @Nullable [] counts;
    private long cuts;

    Cuts(int machines) {
        this.machines = machines;
        this.counts = new int[machines][];
    }

    boolean open(int from, int to) {
        if (cuts == 0) {
            return true;
        }
        var row = counts[from];
        return row == null || row[to] == 0;
    }

    void cut(int from, int to) {
        var row = counts[from];
        if (row == null) {
            row = new int[machines];
            counts[from] = row;
        }
        row[to]++;
        cuts++;
    }

    /** Does nothing where nothing is cut: everything may have been healed meanwhile. */
    void mend(int from, int to) {
        var row = counts[from];
        if (row != null && row[to] > 0) {
            row[to]--;
            cuts--;
        }
    }

    void split(List<List<Integer>> groups, boolean cutting) {
        var together = together(groups);
        for (int from = 0; from < machines; from++) {
            for (int to = 0; to < machines; to++) {
                if (from == to || together[from][to]) {
                    continue;
                }
                if (cutting) {
                    cut(from, to);
                } else {
                    mend(from, to);
                }
            }
        }
    }

    void clear() {
        Arrays.fill(counts, null);
        cuts = 0;
    }

    private boolean[][] together(List<List<Integer>> groups) {
        var together = new boolean[machines][machines];
        var named = new boolean[machines];
        for (var group : groups) {
            for (int one : group) {
                named[one] = true;
                for (int other : group) {
                    together[one][other] = true;
                }
            }
        }
        for (int one = 0; one < machines; one++) {
            for (int other = 0; other < machines; other++) {
                together[one][other] |= !named[one] && !named[other];
            }
        }
        return together;
    }
}
