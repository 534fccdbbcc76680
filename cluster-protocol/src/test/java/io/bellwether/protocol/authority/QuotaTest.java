package io.bellwether.protocol.authority;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuotaTest {

    @Test
    void sevenTenthsAccuseButNeverAllFromThreeOn() {
        for (int eligible = 3; eligible <= 200; eligible++) {
            int sevenTenths = (int) Math.ceil(0.7 * eligible - 1e-9);
            assertThat(Quota.of(eligible).high())
                    .as("of %d", eligible)
                    .isEqualTo(Math.min(sevenTenths, eligible - 1))
                    .isGreaterThan(eligible / 2);
        }
    }

    @Test
    void smallNumbersAreExact() {
        assertThat(Quota.of(1)).isEqualTo(new Quota(1, 1));
        assertThat(Quota.of(2)).isEqualTo(new Quota(2, 2));
        assertThat(Quota.of(3)).isEqualTo(new Quota(2, 2));
        assertThat(Quota.of(4)).isEqualTo(new Quota(3, 2));
        assertThat(Quota.of(6)).isEqualTo(new Quota(5, 2));
        assertThat(Quota.of(7)).isEqualTo(new Quota(5, 3));
        assertThat(Quota.of(10)).isEqualTo(new Quota(7, 3));
        assertThat(Quota.of(11)).isEqualTo(new Quota(8, 4));
    }

    @Test
    void nobodyIsAccusedByNobody() {
        assertThat(new Tally(1, 0, 0, 0).isHigh()).isFalse();
        assertThat(new Tally(1, 0, 0, 0).isBetween()).isFalse();
        assertThat(new Tally(1, 0, 0, 0).isHeard()).isFalse();
    }

    @Test
    void ofTenSevenAccuseAndThreeAreOnTheWay() {
        assertThat(new Tally(1, 10, 3, 7).isHigh()).isTrue();
        assertThat(new Tally(1, 10, 4, 6).isHigh()).isFalse();
        assertThat(new Tally(1, 10, 4, 6).isBetween()).isTrue();
        assertThat(new Tally(1, 10, 7, 3).isBetween()).isTrue();
        assertThat(new Tally(1, 10, 8, 2).isBetween()).isFalse();
        assertThat(new Tally(1, 10, 3, 7).isBetween()).isFalse();
    }

    @Test
    void theWayBackNeedsAsManyAsTheAccusation() {
        assertThat(new Tally(1, 10, 7, 3).isHeard()).isTrue();
        assertThat(new Tally(1, 10, 6, 4).isHeard()).isFalse();
        assertThat(new Tally(1, 1, 1, 0).isHeard()).isTrue();
    }

    @Test
    void sharesCompareWithoutDividing() {
        Tally half = new Tally(1, 10, 5, 5);
        Tally third = new Tally(2, 9, 6, 3);
        assertThat(Tally.byShare(half, third)).isPositive();
        assertThat(Tally.byShare(third, half)).isNegative();
        assertThat(Tally.byShare(half, new Tally(3, 4, 2, 2))).isZero();
    }
}
