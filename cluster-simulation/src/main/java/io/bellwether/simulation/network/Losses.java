package io.bellwether.simulation.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How much gets lost: everywhere, from a machine, to a machine, on one direction of a link; each by itself. */
final class Losses {

    private final double[] out;
    private final double[] in;
    private final double[] @Nullable [] links;
    private double everywhere;
    /** Whether any rule stands, so that a clean network costs one look and no draw. */
    private boolean any;

    Losses(int machines) {
        out = new double[machines];
        in = new double[machines];
        links = new double[machines][];
    }

    void everywhere(double ratio) {
        everywhere = checked(ratio);
    }

    void out(int machine, double ratio) {
        out[machine] = checked(ratio);
    }

    void in(int machine, double ratio) {
        in[machine] = checked(ratio);
    }

    void link(int from, int to, double ratio) {
        var row = links[from];
        if (row == null) {
            row = new double[out.length];
            links[from] = row;
        }
        row[to] = checked(ratio);
    }

    boolean loses(int from, int to, RandomGenerator random) {
        if (!any) {
            return false;
        }
        var passes = passes(from, to);
        return passes < 1 && random.nextDouble() >= passes;
    }

    double passes(int from, int to) {
        if (!any) {
            return 1;
        }
        var passes = (1 - everywhere) * (1 - out[from]) * (1 - in[to]);
        var row = links[from];
        if (row != null) {
            passes *= 1 - row[to];
        }
        return passes;
    }

    void clear() {
        everywhere = 0;
        Arrays.fill(out, 0);
        Arrays.fill(in, 0);
        Arrays.fill(links, null);
        any = false;
    }

    private double checked(double ratio) {
        any |= Ratios.checked("loss", ratio) > 0;
        return ratio;
    }
}
