package io.bellwether.protocol.detector;

/**
 * Phi: how improbable it is that a beat which is this late still comes, as minus the decimal logarithm of that
 * probability, where gaps between beats are normally distributed. At phi 8 it is one in 10^8.
 *
 * <p>With z the lateness in deviations, the probability to come even later is density(z) / hazard(z). The density's
 * logarithm is a parabola and needs no evaluation; the hazard rate grows only about as fast as z. So nothing underflows
 * where the probability does, at 38 deviations, and phi stays finite, exact and rising as far as numbers go.
 *
 * <p>The hazard rate is a quotient of two polynomials in each of two ranges. How the coefficients were made: with 60
 * digits, and M(z) = 1 / hazard(z) = sqrt(pi / 2) exp(z^2 / 2) erfc(z / sqrt(2)), a system of linear equations gives the
 * quotient that agrees with M at as many Chebyshev points of its range as there are unknown coefficients: below 4, M(z)
 * itself with degree 7 over degree 8 at 16 points, the constant below being 1; from 4 on, z M(z) in w = 1 / z^2 with
 * degree 5 over degree 5 at 10 points and with both constants 1, because z M(z) tends to 1. The greatest relative
 * errors, at 800 even steps of each range and with the coefficients rounded as they stand here, are 5e-16 and 5e-15. No
 * coefficient is negative, so no digits cancel.
 */
public final class Phi {

    /** Where the one quotient ends and the other begins. */
    private static final double NEAR_END = 4;

    private static final double LOG10_E = 1 / Math.log(10);
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    /** This far before the mean phi is smaller than the smallest number above 0, and so it is 0. */
    private static final double DEVIATIONS_MIN = -40;

    private Phi() {}

    /**
     * Phi after a silence of this length, in the same unit as mean and deviation.
     *
     * @param elapsed The silence; may be negative, and of any size.
     * @param mean The mean of the gaps.
     * @param deviation Their standard deviation, above 0.
     */
    public static double phi(double elapsed, double mean, double deviation) {
        if (!(deviation > 0)) {
            throw new IllegalArgumentException("deviation must be > 0, got " + deviation);
        }
        double z = (elapsed - mean) / deviation;
        return z < 0 ? early(-z) : late(z);
    }

    /**
     * The lateness in deviations at which phi reaches this value, from below: it is not over it there. Comparing the
     * lateness with this says the same as comparing phi, without evaluating it, and says it ahead of time.
     */
    public static double deviationsAt(double phi) {
        if (!(phi >= 0 && phi < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("phi must be >= 0 and finite, got " + phi);
        }
        double low = DEVIATIONS_MIN;
        double high = Math.sqrt(2 * phi / LOG10_E) + 1;
        // Halved until no number lies between the two; phi(low) <= phi < phi(high) all the way.
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return low;
            }
            if (phi(middle, 0, 1) > phi) {
                high = middle;
            } else {
                low = middle;
            }
        }
    }

    private static double late(double z) {
        double phi = LOG10_E * (z * z / 2 + Math.log(SQRT_2_PI * hazard(z)));
        if (phi <= Double.MAX_VALUE) {
            return phi;
        }
        if (Double.isNaN(phi)) {
            throw new IllegalArgumentException("elapsed and mean must be numbers");
        }
        return Double.MAX_VALUE;
    }

    /** Before the mean the probability is near 1, and only its distance from 1 has digits. */
    private static double early(double z) {
        double alreadyCame = Math.exp(-z * z / 2) / (SQRT_2_PI * hazard(z));
        return -LOG10_E * Math.log1p(-alreadyCame);
    }

    private static double hazard(double z) {
        return z < NEAR_END ? hazardNear(z) : hazardFar(z);
    }

    private static double hazardNear(double z) {
        double below = 4.536574081032303e-05;
        below = below * z + 0.001039382361451869;
        below = below * z + 0.011173894505082452;
        below = below * z + 0.07256876964684798;
        below = below * z + 0.3072546903985524;
        below = below * z + 0.8534026193590938;
        below = below * z + 1.4610764146705486;
        below = below * z + 1.2533141373154997;
        double above = 4.5365779324262096e-05;
        above = above * z + 0.0010393801517743708;
        above = above * z + 0.011219322081808189;
        above = above * z + 0.0736070280269452;
        above = above * z + 0.31835274153192794;
        above = above * z + 0.9237400767547709;
        above = above * z + 1.7476866810236236;
        above = above * z + 1.963654874221634;
        above = above * z + 1;
        return above / below;
    }

    private static double hazardFar(double z) {
        double w = 1 / (z * z);
        double below = 534.5962666696645;
        below = below * w + 2853.948759972999;
        below = below * w + 2090.6350963794607;
        below = below * w + 470.9447896901387;
        below = below * w + 38.63020015676503;
        below = below * w + 1;
        double above = 1764.0181546274819;
        above = above * w + 4314.99680518751;
        above = above * w + 2494.319483556224;
        above = above * w + 507.5749898507306;
        above = above * w + 39.630200156763856;
        above = above * w + 1;
        return z * (above / below);
    }
}
