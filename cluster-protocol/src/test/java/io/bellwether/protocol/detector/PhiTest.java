package io.bellwether.protocol.detector;

import static io.bellwether.protocol.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Phi is exact, finite and rising everywhere. */
final class PhiTest {

    /** What issue and documentation promise is 1e-6; what the two quotients give is far better. */
    private static final double RELATIVE_ERROR_MAX = 1e-13;

    /** Where one formula hands over to another, on both sides of the mean. */
    private static final double[] BOUNDARIES = {-4, 0, 4};

    @Test
    void knownValues() {
        // One in two at the mean; then the chances of a normal distribution as printed in any table of it.
        assertThat(at(0)).isCloseTo(Math.log10(2), withinPercentage(1e-12));
        assertThat(Math.pow(10, -at(1))).isCloseTo(0.158655253931457, within(1e-14));
        assertThat(Math.pow(10, -at(2))).isCloseTo(0.0227501319481792, within(1e-14));
        assertThat(Math.pow(10, -at(3))).isCloseTo(0.00134989803163009, within(1e-14));
        assertThat(at(5.612001244174789)).isCloseTo(8, withinPercentage(1e-11));
    }

    @Test
    void theReferenceAgreesWithItselfWhereItsTwoFormulasMeet() {
        for (double z = ExactPhi.NEAR_END; z < 5; z += 0.25) {
            var near = ExactPhi.survivalNear(new BigDecimal(z));
            var far = ExactPhi.survivalFar(new BigDecimal(z));
            assertThat(near.subtract(far).abs()).as("at %s", z).isLessThan(new BigDecimal("1e-40"));
        }
    }

    @Test
    void itAgreesWithSixtyDigitsFromThirtyDeviationsBeforeTheMeanToFortyBehind() {
        double worst = 0;
        for (double z = -30; z <= 40; z += 1.0 / 32 + 1e-5) {
            worst = Math.max(worst, relativeError(z));
        }
        for (double boundary : BOUNDARIES) {
            for (double step = 1e-12; step < 0.1; step *= 10) {
                worst = Math.max(worst, relativeError(boundary - step));
                worst = Math.max(worst, relativeError(boundary + step));
            }
        }
        assertThat(worst).isLessThan(RELATIVE_ERROR_MAX);
    }

    @Test
    void itRisesAtEveryNanosecondAroundEveryBoundary() {
        // The smallest steps that matter: of one nanosecond, with the smallest deviation of the slowest profile.
        double step = 1 / 3e9;
        for (double boundary : BOUNDARIES) {
            double last = at(boundary - 10_000 * step);
            for (int i = -9_999; i <= 10_000; i++) {
                double phi = at(boundary + i * step);
                assertThat(phi).as("%d steps from %s", i, boundary).isGreaterThan(last);
                last = phi;
            }
        }
    }

    @Test
    void itRisesFromWhereItIsZeroToWhereDoublesEnd() {
        double last = at(-39);
        for (double z = -39; z < 400; z += 1.0 / 1024) {
            double phi = at(z);
            assertThat(phi).as("at %s", z).isGreaterThanOrEqualTo(last);
            last = phi;
        }
        for (double z = 400; z < Double.MAX_VALUE / 2; z *= 1.5) {
            double phi = at(z);
            assertThat(phi).as("at %s", z).isFinite().isGreaterThanOrEqualTo(last);
            last = phi;
        }
    }

    @Test
    void itPassesThreeHundredFarBehindTheUnderflowOfTheProbability() {
        assertThat(at(37)).isBetween(298.0, 300.0);
        assertThat(at(1_000)).isCloseTo(217_150.640042, within(1e-6));
    }

    @Test
    void noSilenceIsTooLongAndNoneTooShort() {
        assertThat(Phi.phi((double) Long.MAX_VALUE, 1e9, 1e8)).isFinite().isGreaterThan(1e20);
        assertThat(Phi.phi(Double.MAX_VALUE, 0, Double.MIN_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(Phi.phi(Double.POSITIVE_INFINITY, 1e9, 1e8)).isEqualTo(Double.MAX_VALUE);
        assertThat(Phi.phi(-1e9, 1e9, 1e8)).isPositive().isLessThan(1e-80);
        assertThat(Phi.phi((double) Long.MIN_VALUE, 1e9, 1e8)).isZero();
    }

    @Test
    void itDependsOnTheLatenessInDeviationsAlone() {
        assertThat(Phi.phi(1_300, 1_000, 100)).isEqualTo(at(3));
        assertThat(Phi.phi(900, 1_000, 50)).isEqualTo(at(-2));
    }

    @Test
    void aDeviationOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phi.phi(1, 1, 0))
                .withMessage("deviation must be > 0, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phi.phi(1, 1, Double.NaN))
                .withMessage("deviation must be > 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phi.phi(1, Double.NaN, 1))
                .withMessage("elapsed and mean must be numbers");
    }

    @Test
    void theLatenessAtAValueIsTheLastThatIsNotOverIt() {
        forAll(1_000, (random, size) -> {
            double phi = Math.pow(10, random.nextDouble(-size, 20));
            double deviations = Phi.deviationsAt(phi);
            assertThat(at(deviations)).isLessThanOrEqualTo(phi);
            assertThat(at(Math.nextUp(deviations))).isGreaterThan(phi);
        });
    }

    @Test
    void theLatenessAtTheUsualThresholdsIsKnown() {
        assertThat(Phi.deviationsAt(6)).isCloseTo(4.753424308822899, within(1e-12));
        assertThat(Phi.deviationsAt(8)).isCloseTo(5.612001244174789, within(1e-12));
        assertThat(Phi.deviationsAt(10)).isCloseTo(6.361340902404056, within(1e-12));
    }

    @Test
    void aValueThatPhiNeverHasIsRefused() {
        for (double phi : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Phi.deviationsAt(phi))
                    .withMessage("phi must be >= 0 and finite, got " + phi);
        }
    }

    private static double at(double deviations) {
        return Phi.phi(deviations, 0, 1);
    }

    private static double relativeError(double z) {
        BigDecimal exact = ExactPhi.phi(z);
        BigDecimal difference = new BigDecimal(at(z)).subtract(exact);
        return difference.divide(exact, MathContext.DECIMAL64).abs().doubleValue();
    }
}
