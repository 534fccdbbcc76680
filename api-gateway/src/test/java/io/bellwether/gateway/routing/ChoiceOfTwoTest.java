package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ChoiceOfTwoTest {

    private static final int REQUESTS = 30_000;
    private static final Offset<Double> ABOUT = within(0.015);

    private final ChoiceOfTwo choice = new ChoiceOfTwo(new Random(7));

    @Test
    void thoseThatCostTheSameGetTheSame() {
        assertThat(shares(5, 5, 5)).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, ABOUT);
    }

    @Test
    void halfTheCostIsTwiceTheChance() {
        assertThat(shares(1, 2)).containsExactly(new double[] {2 / 3.0, 1 / 3.0}, ABOUT);
    }

    @Test
    void whoCostsMuchGetsLittleAndYetSomething() {
        assertThat(shares(10, 300)[1]).isBetween(0.01, 0.06);
    }

    @Test
    void twoThatAreHopelessDoNotGetWhatIsDrawnForThem() {
        double[] shares = shares(1, 1_000, 1_000);

        assertThat(shares[1] + shares[2]).isLessThan(0.005);
    }

    @Test
    void oneIsTaken() {
        assertThat(choice.choose(new double[] {7})).isZero();
    }

    @Test
    void theSharesThatAreToldAreThoseThatAreGiven() {
        double[][] costs = {{1, 1}, {1, 2, 3}, {1, 50, 60}, {4, 4, 4, 400}, {1, 11, 12, 500, 2}};
        for (double[] each : costs) {
            assertThat(shares(each)).containsExactly(ChoiceOfTwo.shares(each), ABOUT);
        }
    }

    private double[] shares(double... costs) {
        double[] shares = new double[costs.length];
        for (int i = 0; i < REQUESTS; i++) {
            shares[choice.choose(costs)] += 1.0 / REQUESTS;
        }
        return shares;
    }
}
