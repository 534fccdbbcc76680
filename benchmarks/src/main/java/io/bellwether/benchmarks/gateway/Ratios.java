package io.bellwether.benchmarks.gateway;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How ours compares to a plain gateway: one ratio for each alternation, in which both ran within seconds of each other, so that what
 * else happens on the machine hits both. The median tells; the middle half of the ratios tells what the median is worth.
 */
final class Ratios {

    /** Of the throughput of a plain gateway. */
    static final double THROUGHPUT_MIN = 0.95;

    /** Ratios that differ more from each other than what is allowed cannot tell whether it is kept. */
    static final double SPREAD_PERCENT_MAX = 5;

    private static final double PERCENT = 100;

    private final double[] sorted;

    Ratios(List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size() || ours.isEmpty()) {
            throw new IllegalArgumentException(
                    "one of ours for each of theirs, got %d and %d".formatted(ours.size(), theirs.size()));
        }
        sorted = new double[ours.size()];
        Arrays.setAll(sorted, i -> ours.get(i) / theirs.get(i));
        Arrays.sort(sorted);
    }

    double median() {
        return quantile(sorted, 0.5);
    }

    /** How far the middle half of the ratios reaches, in percent of their median. */
    double spreadPercent() {
        return PERCENT * (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / median();
    }

    boolean isInconclusive() {
        return !(spreadPercent() <= SPREAD_PERCENT_MAX);
    }

    /** The rows of the throughput: where it is inconclusive there is no goal to reach, and the spread has missed its own. */
    List<Row> throughputRows() {
        String metric = "throughput, ours for one of the plain gateway";
        List<Row> rows = new ArrayList<>();
        rows.add(
                isInconclusive()
                        ? Row.of(Row.US, metric, "", median())
                        : Row.ours(metric, "", median(), Goal.atLeast(THROUGHPUT_MIN)));
        rows.add(Row.ours(metric + ", middle half", "%", spreadPercent(), Goal.atMost(SPREAD_PERCENT_MAX)));
        rows.add(Row.of(Row.US, metric + ", least", "", sorted[0]));
        rows.add(Row.of(Row.US, metric + ", most", "", sorted[sorted.length - 1]));
        return rows;
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return quantile(sorted, 0.5);
    }

    /** Between two values in proportion. */
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
}
