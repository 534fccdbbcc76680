package io.bellwether.protocol.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.protocol.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ToldTermsTest {

    @Test
    void whatIsToldOfAScoreComesToTheSameTermsAsAtTheNodeItself() {
        Seeds.forAll(200, (random, size) -> {
            HealthScore health = new HealthScore();
            for (Dimension dimension : Dimension.values()) {
                if (random.nextInt(4) != 0) {
                    Curve curve = dimension.curve();
                    double spread = curve.worst() - curve.best();
                    health.update(dimension, curve.best() + spread * 1.2 * random.nextDouble(), 0);
                }
            }
            List<HealthTerm> own = health.explain(0);

            List<HealthTerm> told =
                    ToldTerms.of(own.stream().map(HealthTerm::points).toList());

            assertThat(told).hasSameSizeAs(own);
            for (int i = 0; i < own.size(); i++) {
                assertThat(told.get(i).dimension()).isEqualTo(own.get(i).dimension());
                assertThat(told.get(i).points()).isEqualTo(own.get(i).points());
                assertThat(told.get(i).weight()).isCloseTo(own.get(i).weight(), within(1e-9));
                assertThat(told.get(i).factor()).isCloseTo(own.get(i).factor(), within(1e-9));
            }
        });
    }

    @Test
    void aNodeThatTellsFewerDimensionsOrMoreIsUnderstood() {
        assertThat(ToldTerms.of(List.of(50)))
                .containsExactly(new HealthTerm(Dimension.CPU, Double.NaN, 50, 1, 0.5, ""));
        List<Integer> many = java.util.Collections.nCopies(20, 100);
        assertThat(ToldTerms.of(many)).hasSize(Dimension.values().length);
    }

    @Test
    void theInputOfSoManyPointsHasSoManyPoints() {
        for (Dimension dimension : Dimension.values()) {
            for (int points = 0; points <= 100; points += 5) {
                double input = dimension.curve().input(points);
                assertThat(dimension.curve().points(input))
                        .as("%s at %d", dimension, points)
                        .isCloseTo(points, within(1e-9));
            }
        }
    }
}
