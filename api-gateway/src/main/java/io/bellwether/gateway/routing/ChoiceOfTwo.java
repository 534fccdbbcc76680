package io.bellwether.gateway.routing;

import java.util.random.RandomGenerator;

/**
 * Who gets the next request: two are drawn, and of these the one that costs less gets it more often, in the proportion of
 * their costs.
 *
 * <p>Two are compared and not all, because several gateways that all know the best one would all send to it. In proportion
 * and not always to the better one, because two that differ by a point of health shall differ by as little in what they get.
 * Only where both are hopeless beside the cheapest of all does that one get it: of three of which two have stopped, every
 * third draw is of these two.
 */
final class ChoiceOfTwo {

    /** So many times dearer than the cheapest is hopeless: ten times slower. */
    static final double HOPELESS = 100;

    private final RandomGenerator random;

    ChoiceOfTwo(RandomGenerator random) {
        this.random = random;
    }

    /** The place of one of these, of which there is at least one. */
    int choose(double[] costs) {
        if (costs.length == 1) {
            return 0;
        }
        int first = random.nextInt(costs.length);
        int second = (first + 1 + random.nextInt(costs.length - 1)) % costs.length;
        int cheapest = cheapest(costs);
        if (Math.min(costs[first], costs[second]) > HOPELESS * costs[cheapest]) {
            return cheapest;
        }
        return random.nextDouble() < shareOfFirst(costs[first], costs[second]) ? first : second;
    }

    /** Which share of the requests each gets while costs are these. */
    static double[] shares(double[] costs) {
        int n = costs.length;
        double[] shares = new double[n];
        if (n == 1) {
            shares[0] = 1;
            return shares;
        }
        int cheapest = cheapest(costs);
        double pair = 2.0 / n / (n - 1);
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (Math.min(costs[i], costs[j]) > HOPELESS * costs[cheapest]) {
                    shares[cheapest] += pair;
                } else {
                    double first = shareOfFirst(costs[i], costs[j]);
                    shares[i] += pair * first;
                    shares[j] += pair * (1 - first);
                }
            }
        }
        return shares;
    }

    private static double shareOfFirst(double first, double second) {
        return second / (first + second);
    }

    private static int cheapest(double[] costs) {
        int cheapest = 0;
        for (int i = 1; i < costs.length; i++) {
            cheapest = costs[i] < costs[cheapest] ? i : cheapest;
        }
        return cheapest;
    }
}
