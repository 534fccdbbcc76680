package io.bellwether.simulation.scenarios.small;

import java.util.List;

/** What the trouble leaves: who lives, and who can still speak with whom in both directions. */
final class Reach {

    private final boolean[] dead;
    private final boolean[][] cut;

    /** Everybody lives and reaches everybody. */
    Reach(int machines) {
        dead = new boolean[machines];
        cut = new boolean[machines][machines];
    }

    int machines() {
        return dead.length;
    }

    boolean lives(int machine) {
        return !dead[machine];
    }

    /** Whether both live and no direction between them is cut or lossy. */
    boolean joins(int a, int b) {
        return lives(a) && lives(b) && (a == b || !cut[a][b]);
    }

    void die(int machine) {
        dead[machine] = true;
    }

    void cut(int a, int b) {
        cut[a][b] = true;
        cut[b][a] = true;
    }

    /** Only machines that share a group still reach each other. */
    void keepWithin(List<List<Integer>> groups) {
        for (int a = 0; a < machines(); a++) {
            for (int b = 0; b < a; b++) {
                int one = a;
                int other = b;
                if (groups.stream().noneMatch(group -> group.contains(one) && group.contains(other))) {
                    cut(a, b);
                }
            }
        }
    }
}
