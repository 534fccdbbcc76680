package io.bellwether.protocol.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.message.Rumour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DimensionTest {

    @ParameterizedTest
    @CsvSource({
        "CPU, 70, 90, 102",
        "MEMORY, 80, 92, 100",
        "GC, 2, 10, 50",
        "LOOP_DELAY, 20, 250, 2000",
        "ERRORS, 1, 10, 50",
        "LATENCY, 250, 1000, 10000",
        "CONTRIBUTED, 100, 50, 0",
        "EDGES, 60, 20, 0",
        "LOSS, 2, 20, 80",
        "JITTER, 10, 50, 300",
        "OUTSIDE, 0, 0.5, 1"
    })
    void theCurveHasItsThreePointsAndIsStraightBetween(Dimension dimension, double best, double half, double worst) {
        Curve curve = dimension.curve();

        assertThat(curve.points(best)).isEqualTo(100);
        assertThat(curve.points(half)).isEqualTo(50);
        assertThat(curve.points(worst)).isZero();
        assertThat(curve.points((best + half) / 2)).isCloseTo(75, within(1e-9));
        assertThat(curve.points((half + worst) / 2)).isCloseTo(25, within(1e-9));
        assertThat(curve.points(best - (half - best))).isEqualTo(100);
        assertThat(curve.points(worst + (worst - half))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyRowOfTheTableIsTested(Dimension dimension) throws NoSuchMethodException {
        var rows = DimensionTest.class
                .getDeclaredMethod(
                        "theCurveHasItsThreePointsAndIsStraightBetween",
                        Dimension.class,
                        double.class,
                        double.class,
                        double.class)
                .getAnnotation(CsvSource.class)
                .value();

        assertThat(rows).anyMatch(row -> row.startsWith(dimension + ","));
    }

    /** Weight, and the seconds in which 63 % of the way down and of the way up are gone. */
    @ParameterizedTest
    @CsvSource({
        "CPU, 4, 3, 8",
        "MEMORY, 2, 5, 10",
        "GC, 2, 5, 15",
        "LOOP_DELAY, 4, 2, 8",
        "ERRORS, 3, 5, 10",
        "LATENCY, 2, 5, 10",
        "CONTRIBUTED, 2, 3, 10",
        "EDGES, 4, 12, 8",
        "LOSS, 2, 10, 10",
        "JITTER, 1, 10, 10",
        "OUTSIDE, 0, 2, 10"
    })
    void eachCountsAndFollowsAsTheTableSays(Dimension dimension, int weight, long worsens, long recovers) {
        assertThat(dimension.weight()).isEqualTo(weight);
        assertThat(dimension.worsens().toSeconds()).isEqualTo(worsens);
        assertThat(dimension.recovers().toSeconds()).isEqualTo(recovers);
    }

    @Test
    void gossipHasRoomForAllTerms() {
        assertThat(Dimension.values()).hasSizeLessThanOrEqualTo(Rumour.Health.TERMS_MAX);
    }

    @Test
    void aCurveNeverRisesWhereItShouldFallAndStaysWithinTheScale() {
        Seeds.forAll(200, (random, size) -> {
            for (Dimension dimension : Dimension.values()) {
                Curve curve = dimension.curve();
                double a = random.nextDouble(-10, 100 * size);
                double b = random.nextDouble(-10, 100 * size);
                boolean aIsBetter = curve.best() < curve.worst() ? a < b : a > b;
                assertThat(curve.points(aIsBetter ? a : b)).isBetween(curve.points(aIsBetter ? b : a), 100.0);
            }
        });
    }

    @Test
    void aCurveThatTurnsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve(10, 50, 20))
                .withMessage("the 100, 50 and 0 points must go one way, got 10.0, 50.0, 20.0");
    }
}
