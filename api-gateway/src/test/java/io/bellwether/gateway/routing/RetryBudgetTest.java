package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private static final long SECOND = 1_000_000_000L;

    private final RetryBudget budget = new RetryBudget(0.2, 3, 0);

    @Test
    void withoutRequestsAFewASecond() {
        assertThat(takenOf(1_000, 0)).isEqualTo(30);
        assertThat(takenOf(1_000, SECOND)).isZero();
        assertThat(takenOf(1_000, 11 * SECOND)).isEqualTo(30);
    }

    @Test
    void withRequestsAFifthOfThemBesides() {
        requests(1_000, 0);

        assertThat(takenOf(1_000, 0)).isEqualTo(230);
    }

    @Test
    void requestsEarnForTenSeconds() {
        requests(1_000, 0);

        assertThat(budget.left(9 * SECOND)).isEqualTo(230);
        assertThat(budget.left(10 * SECOND)).isEqualTo(30);
    }

    @Test
    void overAMinuteOfFailuresTheShareHolds() {
        int taken = 0;
        for (int second = 0; second < 60; second++) {
            requests(500, second * SECOND);
            taken += takenOf(500, second * SECOND);
        }

        assertThat(taken).isBetween(60 * 100, 60 * 100 + 60 * 3 + 30);
    }

    @Test
    void aPauseIsNoTrouble() {
        requests(10, 0);

        assertThat(budget.left(1_000_000 * SECOND)).isEqualTo(30);
    }

    private void requests(int count, long nowNanos) {
        for (int i = 0; i < count; i++) {
            budget.request(nowNanos);
        }
    }

    private int takenOf(int wanted, long nowNanos) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += budget.take(nowNanos) ? 1 : 0;
        }
        return taken;
    }
}
