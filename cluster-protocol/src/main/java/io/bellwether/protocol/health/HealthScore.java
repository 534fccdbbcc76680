package io.bellwether.protocol.health;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How well this node is, 0 to 100: the weighted geometric mean of the points of all {@link Dimension}s that are known,
 * so that one dead dimension cannot be averaged away, under the cap that an outage outside the node sets.
 *
 * <p>While something outside is down, errors, latency and contributors take no part: they show that same outage, and
 * would turn the cap of 40 into 0.
 */
public final class HealthScore {

    /** The most that a node is worth while something outside that it needs is down. */
    public static final int OUTSIDE_CAP = 40;

    /** The most contributors and outside dependencies that are told apart; more are counted and not looked at. */
    public static final int NAMES_MAX = 64;

    /** From as many points on something outside counts as up again; by then windows of errors have passed it. */
    static final int OUTSIDE_IS_UP = 95;

    private final EnumMap<Dimension, SmoothedTerm> terms = new EnumMap<>(Dimension.class);
    private final TreeMap<String, Double> contributors = new TreeMap<>();
    private final TreeSet<String> outsideDown = new TreeSet<>();
    private long namesOverLimit;

    public HealthScore() {
        for (Dimension dimension : Dimension.values()) {
            terms.put(dimension, new SmoothedTerm(dimension));
        }
    }

    /** The input of a dimension from now on, in its unit. What is not a number is not known. */
    public void update(Dimension dimension, double input, long nowNanos) {
        if (Double.isNaN(input)) {
            forget(dimension);
        } else {
            term(dimension).update(input, nowNanos);
        }
    }

    /** Nothing is known of this dimension any more; it takes no part. */
    public void forget(Dimension dimension) {
        term(dimension).forget();
    }

    /** A named contributor says how it is, 0 to 100. */
    public void contribute(String name, double points, long nowNanos) {
        if (!contributors.containsKey(name) && contributors.size() == NAMES_MAX) {
            namesOverLimit++;
            return;
        }
        contributors.put(name, Double.isNaN(points) ? 0 : Math.clamp(points, 0, 100));
        update(Dimension.CONTRIBUTED, worstContribution(), nowNanos);
    }

    /** A named contributor has nothing to say any more. */
    public void withdraw(String name, long nowNanos) {
        contributors.remove(name);
        update(Dimension.CONTRIBUTED, worstContribution(), nowNanos);
    }

    /** Something that this node needs and that is no part of it is down, or up again. */
    public void outside(String name, boolean isDown, long nowNanos) {
        if (!isDown) {
            outsideDown.remove(name);
        } else if (outsideDown.size() < NAMES_MAX || outsideDown.contains(name)) {
            outsideDown.add(name);
        } else {
            namesOverLimit++;
        }
        update(Dimension.OUTSIDE, outsideDown.size(), nowNanos);
    }

    /** How often a name was not looked at because there were too many. */
    public long namesOverLimit() {
        return namesOverLimit;
    }

    /** The score now; 100 while nothing is known. */
    public int score(long nowNanos) {
        return (int) Math.round(Math.min(mean(nowNanos), cap(nowNanos)));
    }

    /** The points of one dimension now, {@link HealthTerm#UNKNOWN} if it is not known. */
    public int points(Dimension dimension, long nowNanos) {
        SmoothedTerm term = term(dimension);
        return term.isKnown() ? term.points(nowNanos) : HealthTerm.UNKNOWN;
    }

    /** Every term, in the order of the dimensions. The product of all factors and 100 is the score, before rounding. */
    public List<HealthTerm> explain(long nowNanos) {
        double mean = mean(nowNanos);
        double weights = weights(nowNanos);
        List<HealthTerm> lines = new ArrayList<>(terms.size());
        for (SmoothedTerm term : terms.values()) {
            lines.add(explain(term, mean, weights, nowNanos));
        }
        return lines;
    }

    private SmoothedTerm term(Dimension dimension) {
        return Objects.requireNonNull(terms.get(dimension));
    }

    private HealthTerm explain(SmoothedTerm term, double mean, double weights, long nowNanos) {
        Dimension dimension = term.dimension();
        int points = points(dimension, nowNanos);
        double input = term.isKnown() ? term.input() : Double.NaN;
        double weight = 0;
        double factor = 1;
        if (dimension == Dimension.OUTSIDE) {
            factor = mean == 0 ? 1 : Math.min(1, cap(nowNanos) / mean);
        } else if (takesPart(term, nowNanos)) {
            weight = dimension.weight() / weights;
            factor = Math.pow(points / 100.0, weight);
        }
        return new HealthTerm(dimension, input, points, weight, factor, detail(dimension));
    }

    private String detail(Dimension dimension) {
        return switch (dimension) {
            case CONTRIBUTED -> worstContributor();
            case OUTSIDE -> String.join(", ", outsideDown);
            case CPU, MEMORY, GC, LOOP_DELAY, ERRORS, LATENCY, EDGES, LOSS, JITTER -> "";
        };
    }

    private double mean(long nowNanos) {
        double weights = 0;
        double logarithms = 0;
        for (SmoothedTerm term : terms.values()) {
            if (takesPart(term, nowNanos)) {
                int weight = term.dimension().weight();
                weights += weight;
                logarithms += weight * Math.log(term.points(nowNanos) / 100.0);
            }
        }
        // No points are a logarithm of minus infinity, and a mean of 0.
        return weights == 0 ? 100 : 100 * Math.exp(logarithms / weights);
    }

    private double weights(long nowNanos) {
        double weights = 0;
        for (SmoothedTerm term : terms.values()) {
            weights += takesPart(term, nowNanos) ? term.dimension().weight() : 0;
        }
        return weights;
    }

    private boolean takesPart(SmoothedTerm term, long nowNanos) {
        return term.isKnown()
                && term.dimension() != Dimension.OUTSIDE
                && !(term.dimension().showsOutsideOutage() && outsidePoints(nowNanos) < OUTSIDE_IS_UP);
    }

    private double cap(long nowNanos) {
        return OUTSIDE_CAP + (100 - OUTSIDE_CAP) * outsidePoints(nowNanos) / 100.0;
    }

    private int outsidePoints(long nowNanos) {
        int points = points(Dimension.OUTSIDE, nowNanos);
        return points == HealthTerm.UNKNOWN ? 100 : points;
    }

    private double worstContribution() {
        double worst = Double.NaN;
        for (double points : contributors.values()) {
            worst = Double.isNaN(worst) ? points : Math.min(worst, points);
        }
        return worst;
    }

    private String worstContributor() {
        double worst = worstContribution();
        for (var contributor : contributors.entrySet()) {
            if (contributor.getValue() == worst) {
                return contributor.getKey();
            }
        }
        return "";
    }
}
