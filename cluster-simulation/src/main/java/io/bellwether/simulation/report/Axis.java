package io.bellwether.simulation.report;

import java.util.Arrays;
import java.util.stream.LongStream;

/** One axis of a chart: from a round number to a round number, with round steps between. */
record Axis(double least, double most, double step) {

    /** From zero, or the least value below it, to over the greatest. */
    static Axis over(double[] values, int ticksMax) {
        double low = Math.min(0, Arrays.stream(values).min().orElse(0));
        double high = Math.max(low, Arrays.stream(values).max().orElse(1));
        double span = high > low ? high - low : 1;
        double step = round(span / ticksMax);
        return new Axis(Math.floor(low / step) * step, Math.ceil((low + span) / step) * step, step);
    }

    /** Where a value lies: 0 at the beginning of the axis, 1 at its end. */
    double place(double value) {
        return (value - least) / (most - least);
    }

    double[] ticks() {
        return LongStream.rangeClosed(Math.round(least / step), Math.round(most / step))
                .mapToDouble(number -> number * step)
                .toArray();
    }

    /** The next of 1, 2, 5, 10, 20, ... that is no less. */
    private static double round(double step) {
        double ten = Math.pow(10, Math.floor(Math.log10(step)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * ten >= step) {
                return factor * ten;
            }
        }
        return 10 * ten;
    }
}
