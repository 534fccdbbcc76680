package io.bellwether.producer.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private final BodyBudget budget = new BodyBudget(20_000, 10_000);

    @Test
    void whatIsTakenIsMissingUntilItIsGivenBack() {
        int first = budget.take(10_000);
        budget.take(10_000);

        assertThat(budget.take(1)).isZero();
        budget.giveBack(first);
        assertThat(budget.take(1)).isPositive();
    }

    @Test
    void aBodyOfUnknownLengthIsTakenForTheLargest() {
        assertThat(budget.take(-1)).isEqualTo(10_000);
    }

    @Test
    void aSmallBodyCostsWhatARequestCosts() {
        assertThat(budget.take(1)).isEqualTo(4096);
    }
}
