package io.bellwether.protocol.detector;

import static java.math.BigDecimal.ONE;
import static java.math.BigDecimal.TWO;
import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Phi with 60 digits, by textbook series: slow, and right without any fitted number.
 *
 * <p>The survival function is 1/2 - density(z) (z + z^3/3 + z^5/15 + ...) close to the mean, where little cancels, and
 * further out density(z) times Laplace's continued fraction 1/(z + 1/(z + 2/(z + 3/...))).
 */
final class ExactPhi {

    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal NOTHING = new BigDecimal("1e-62");

    /** Where the series ends and the fraction begins; the two agree to 40 digits there. */
    static final double NEAR_END = 3;

    /** At 3 deviations this many steps of the fraction are right to 40 digits, further out to more. */
    private static final int FRACTION_DEPTH = 240;

    private static final BigDecimal LN_2 = minusLog1pMinus(new BigDecimal("0.5"));
    private static final BigDecimal LN_10 = minusLog(new BigDecimal("0.1"));
    private static final BigDecimal SQRT_2_PI = TWO.multiply(pi()).sqrt(DIGITS);

    private ExactPhi() {}

    static BigDecimal phi(double deviations) {
        BigDecimal z = new BigDecimal(deviations);
        if (deviations < 0) {
            return minusLog1pMinus(survival(z.negate())).divide(LN_10, DIGITS);
        }
        if (deviations < NEAR_END) {
            return minusLog(survivalNear(z)).divide(LN_10, DIGITS);
        }
        // The density itself may be too small to be worth its digits; its logarithm is exact.
        BigDecimal logDensity = z.multiply(z).divide(TWO, DIGITS).subtract(minusLog(SQRT_2_PI), DIGITS);
        return logDensity.add(minusLog(fraction(z)), DIGITS).divide(LN_10, DIGITS);
    }

    private static BigDecimal survival(BigDecimal z) {
        return z.doubleValue() < NEAR_END ? survivalNear(z) : survivalFar(z);
    }

    static BigDecimal survivalNear(BigDecimal z) {
        BigDecimal square = z.multiply(z, DIGITS);
        BigDecimal term = z;
        BigDecimal sum = z;
        for (int odd = 3; term.compareTo(NOTHING) > 0; odd += 2) {
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(odd), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        return ONE.divide(TWO, DIGITS).subtract(density(z).multiply(sum, DIGITS), DIGITS);
    }

    static BigDecimal survivalFar(BigDecimal z) {
        return density(z).multiply(fraction(z), DIGITS);
    }

    private static BigDecimal fraction(BigDecimal z) {
        BigDecimal below = z;
        for (int k = FRACTION_DEPTH; k >= 1; k--) {
            below = z.add(BigDecimal.valueOf(k).divide(below, DIGITS), DIGITS);
        }
        return ONE.divide(below, DIGITS);
    }

    private static BigDecimal density(BigDecimal z) {
        BigDecimal exponent = z.multiply(z).divide(TWO, DIGITS);
        return ONE.divide(exp(exponent).multiply(SQRT_2_PI, DIGITS), DIGITS);
    }

    /** By the series, after halving the argument 20 times. */
    private static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(TWO.pow(20), DIGITS);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 1; term.compareTo(NOTHING) > 0; k++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 20; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** -ln(x): halved or doubled until near 1, then by the series below. */
    private static BigDecimal minusLog(BigDecimal x) {
        int halvings = 0;
        BigDecimal near = x;
        while (near.compareTo(ONE) > 0) {
            near = near.divide(TWO, DIGITS);
            halvings++;
        }
        while (near.compareTo(new BigDecimal("0.5")) < 0) {
            near = near.multiply(TWO, DIGITS);
            halvings--;
        }
        return minusLog1pMinus(ONE.subtract(near, DIGITS))
                .subtract(BigDecimal.valueOf(halvings).multiply(LN_2), DIGITS);
    }

    /** -ln(1 - q) = 2 (u + u^3/3 + u^5/5 + ...) with u = q / (2 - q): all digits also where q is tiny. */
    private static BigDecimal minusLog1pMinus(BigDecimal q) {
        BigDecimal u = q.divide(TWO.subtract(q, DIGITS), DIGITS);
        return TWO.multiply(oddPowers(u, false), DIGITS);
    }

    /** Machin: pi = 16 arctan(1/5) - 4 arctan(1/239). */
    private static BigDecimal pi() {
        BigDecimal fifth = oddPowers(ONE.divide(BigDecimal.valueOf(5), DIGITS), true);
        BigDecimal other = oddPowers(ONE.divide(BigDecimal.valueOf(239), DIGITS), true);
        return BigDecimal.valueOf(16)
                .multiply(fifth)
                .subtract(BigDecimal.valueOf(4).multiply(other), DIGITS);
    }

    /** u + u^3/3 + u^5/5 + ..., or with changing signs, until a term no longer counts beside the sum. */
    private static BigDecimal oddPowers(BigDecimal u, boolean alternating) {
        BigDecimal square = u.multiply(u, DIGITS);
        BigDecimal power = alternating ? u.negate() : u;
        BigDecimal sum = ZERO;
        BigDecimal term = u;
        for (int odd = 1; term.abs().compareTo(NOTHING.multiply(u)) > 0; odd += 2) {
            term = power.divide(BigDecimal.valueOf(odd), DIGITS);
            sum = alternating ? sum.subtract(term, DIGITS) : sum.add(term, DIGITS);
            power = power.multiply(alternating ? square.negate() : square, DIGITS);
        }
        return sum;
    }
}
