package io.bellwether.protocol.health;

import java.util.ArrayList;
import java.util.List;

/**
 * The terms of another node's score, from the points that it gossips: the same weights and factors that the node itself
 * comes to. Inputs are not gossiped.
 */
public final class ToldTerms {

    private ToldTerms() {}

    /** One line for each dimension that was told, in their order; points as in gossip. */
    public static List<HealthTerm> of(List<Integer> points) {
        Dimension[] dimensions = Dimension.values();
        // A node of another version may tell fewer dimensions, or more.
        int told = Math.min(points.size(), dimensions.length);
        int place = List.of(dimensions).indexOf(Dimension.OUTSIDE);
        int outside = told > place ? points.get(place) : HealthTerm.UNKNOWN;
        int outsidePoints = outside == HealthTerm.UNKNOWN ? 100 : outside;
        double weights = 0;
        double logarithms = 0;
        for (int i = 0; i < told; i++) {
            if (takesPart(dimensions[i], points.get(i), outsidePoints)) {
                weights += dimensions[i].weight();
                logarithms += dimensions[i].weight() * Math.log(points.get(i) / 100.0);
            }
        }
        double mean = weights == 0 ? 100 : 100 * Math.exp(logarithms / weights);
        List<HealthTerm> terms = new ArrayList<>(told);
        for (int i = 0; i < told; i++) {
            terms.add(term(dimensions[i], points.get(i), outsidePoints, mean, weights));
        }
        return terms;
    }

    private static boolean takesPart(Dimension dimension, int points, int outsidePoints) {
        return points != HealthTerm.UNKNOWN
                && dimension != Dimension.OUTSIDE
                && !(dimension.showsOutsideOutage() && outsidePoints < HealthScore.OUTSIDE_IS_UP);
    }

    private static HealthTerm term(Dimension dimension, int points, int outsidePoints, double mean, double weights) {
        double weight = 0;
        double factor = 1;
        if (dimension == Dimension.OUTSIDE) {
            double cap = HealthScore.OUTSIDE_CAP + (100 - HealthScore.OUTSIDE_CAP) * outsidePoints / 100.0;
            factor = mean == 0 ? 1 : Math.min(1, cap / mean);
        } else if (takesPart(dimension, points, outsidePoints)) {
            weight = dimension.weight() / weights;
            factor = Math.pow(points / 100.0, weight);
        }
        return new HealthTerm(dimension, Double.NaN, points, weight, factor, "");
    }
}
