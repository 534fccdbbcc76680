package io.bellwether.protocol.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.protocol.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthScoreTest {

    private static final long SECOND = 1_000_000_000L;

    private final HealthScore health = new HealthScore();

    @Test
    void whileNothingIsKnownItIsHundred() {
        assertThat(health.score(0)).isEqualTo(100);
    }

    @Test
    void theMeanIsGeometricAndWeighted() {
        health.update(Dimension.CPU, 90, 0);
        health.update(Dimension.MEMORY, 80, 0);

        // CPU has 50 points and weight 4, memory 100 points and weight 2.
        assertThat(health.score(0)).isEqualTo((int) Math.round(100 * Math.pow(0.5, 4 / 6.0)));
    }

    @Test
    void oneDeadDimensionIsNotAveragedAway() {
        allIsWell(health, 0);
        health.update(Dimension.MEMORY, 100, 0);

        assertThat(health.score(60 * SECOND)).isZero();
    }

    @Test
    void whatIsForgottenOrNotANumberTakesNoPart() {
        health.update(Dimension.CPU, 90, 0);
        health.update(Dimension.MEMORY, 92, 0);

        health.forget(Dimension.CPU);
        health.update(Dimension.MEMORY, Double.NaN, 0);

        assertThat(health.score(0)).isEqualTo(100);
        assertThat(health.points(Dimension.CPU, 0)).isEqualTo(HealthTerm.UNKNOWN);
    }

    @Test
    void ownHundredWithNobodyHearingItIsAtMostTenOnceSmoothed() {
        allIsWell(health, 0);
        health.update(Dimension.EDGES, 0, SECOND);

        assertThat(health.score(66 * SECOND)).isLessThanOrEqualTo(10);
        assertThat(health.score(66 * SECOND)).isZero();
    }

    @Test
    void ownHundredWithNobodyHearingItFromTheStartIsAtMostTenAtOnce() {
        HealthScore fresh = new HealthScore();
        fresh.update(Dimension.CPU, 10, 0);
        fresh.update(Dimension.EDGES, 0, 0);

        assertThat(fresh.score(0)).isLessThanOrEqualTo(10);
    }

    @Test
    void inAPartitionOfSixtyToFortyNoMemberOfTheMajorityLosesMoreThanFifteenPoints() {
        for (boolean simulated : new boolean[] {false, true}) {
            // Four in ten on average; of sixty members the unluckiest has nine of ten neighbours on the other side.
            for (double good : new double[] {60, 40, 20, 10}) {
                HealthScore member = new HealthScore();
                if (simulated) {
                    onlyTheLinksAreKnown(member, 0);
                } else {
                    allIsWell(member, 0);
                }
                member.update(Dimension.EDGES, good, 3 * SECOND);
                int lowest = member.score(9 * SECOND);
                // Committed: the edges to the other side do not count any more.
                member.update(Dimension.EDGES, 100, 9 * SECOND);
                assertThat(lowest).as("with %.0f %% good", good).isGreaterThanOrEqualTo(85);
                assertThat(member.score(60 * SECOND)).isGreaterThanOrEqualTo(99);
            }
        }
    }

    @Test
    void fullLoadCostsTwentyPointsWithinTenSecondsAndIsForgottenWithinFortyFive() {
        for (double used : new double[] {97, 100}) {
            HealthScore node = new HealthScore();
            allIsWell(node, 0);
            for (int second = 1; second <= 60; second++) {
                node.update(Dimension.CPU, used, second * SECOND);
                if (second == 11) {
                    assertThat(node.score(11 * SECOND)).isLessThanOrEqualTo(80);
                }
            }
            assertThat(node.score(60 * SECOND)).as("busy is not dead").isGreaterThanOrEqualTo(50);
            for (int second = 61; second <= 106; second++) {
                node.update(Dimension.CPU, 30, second * SECOND);
            }
            assertThat(node.score(106 * SECOND)).isGreaterThanOrEqualTo(99);
        }
    }

    @Test
    void anOutageOutsideCapsTheScoreAtFortyAndNeverMakesItZero() {
        postgresGoesAway();

        assertThat(health.score(30 * SECOND)).isEqualTo(40);
    }

    @Test
    void whenTheOutageOutsideEndsTheErrorsThatItCausedDoNotPullTheScoreBelowForty() {
        postgresGoesAway();

        health.outside("postgres", false, 31 * SECOND);
        health.update(Dimension.ERRORS, 0, 36 * SECOND);
        health.update(Dimension.LATENCY, 10, 36 * SECOND);
        health.contribute("db", 100, 36 * SECOND);

        for (int second = 31; second < 120; second++) {
            assertThat(health.score(second * SECOND)).as("second %d", second).isGreaterThanOrEqualTo(40);
        }
        assertThat(health.score(120 * SECOND)).isEqualTo(100);
    }

    @Test
    void aNodeThatIsIllItselfIsNotLiftedByTheCap() {
        health.update(Dimension.MEMORY, 100, 0);
        health.outside("postgres", true, 0);

        assertThat(health.score(0)).isZero();
    }

    @Test
    void theWorstContributorCountsAndIsNamed() {
        health.contribute("kafka-lag", 80, 0);
        health.contribute("pool", 30, 0);

        var term = health.explain(60 * SECOND).stream()
                .filter(line -> line.dimension() == Dimension.CONTRIBUTED)
                .findFirst()
                .orElseThrow();

        assertThat(term.detail()).isEqualTo("pool");
        assertThat(term.points()).isEqualTo(30);
        health.withdraw("pool", 60 * SECOND);
        assertThat(health.points(Dimension.CONTRIBUTED, 120 * SECOND)).isEqualTo(80);
        health.withdraw("kafka-lag", 120 * SECOND);
        assertThat(health.score(120 * SECOND)).isEqualTo(100);
    }

    @Test
    void oneContributorMoreThanTheLimitIsCountedAndNotLookedAt() {
        for (int i = 0; i <= HealthScore.NAMES_MAX; i++) {
            health.contribute("name-" + i, i == HealthScore.NAMES_MAX ? 0 : 100, 0);
        }
        for (int i = 0; i <= HealthScore.NAMES_MAX; i++) {
            health.outside("name-" + i, true, 0);
        }

        assertThat(health.namesOverLimit()).isEqualTo(2);
        assertThat(health.points(Dimension.CONTRIBUTED, 0)).isEqualTo(100);
    }

    @Test
    void whoIsKnownIsLookedAtHoweverManyThereAre() {
        for (int i = 0; i < HealthScore.NAMES_MAX; i++) {
            health.contribute("name-" + i, 100, 0);
            health.outside("name-" + i, true, 0);
        }
        health.contribute("name-0", 0, 0);
        health.outside("name-0", true, 0);

        assertThat(health.namesOverLimit()).isZero();
        assertThat(health.points(Dimension.CONTRIBUTED, 600 * SECOND)).isZero();
    }

    @Test
    void whatContributorsSayIsHeldWithinTheScaleAndWhatIsNoNumberIsNothing() {
        health.contribute("boaster", 250, 0);
        assertThat(contributed().input()).isEqualTo(100);
        health.contribute("wailer", -30, 0);
        assertThat(contributed().input()).isZero();
        health.withdraw("wailer", 0);
        health.contribute("lost", Double.NaN, 0);
        assertThat(contributed().input()).isZero();
    }

    private HealthTerm contributed() {
        return health.explain(0).stream()
                .filter(line -> line.dimension() == Dimension.CONTRIBUTED)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void errorsCountAgainHalfAMinuteAfterTheOutageOutside() {
        health.update(Dimension.ERRORS, 100, 0);
        health.outside("postgres", true, 0);
        health.outside("postgres", false, 0);

        assertThat(health.points(Dimension.OUTSIDE, 29 * SECOND)).isEqualTo(94);
        assertThat(health.score(29 * SECOND)).isGreaterThanOrEqualTo(95);
        assertThat(health.points(Dimension.OUTSIDE, 30 * SECOND)).isEqualTo(95);
        assertThat(health.score(30 * SECOND)).isZero();
    }

    @Test
    void theTermsOfTheExplanationMultiplyToTheScore() {
        Seeds.forAll(300, (random, size) -> {
            HealthScore node = new HealthScore();
            long now = 0;
            for (int i = 0; i < size; i++) {
                now += random.nextLong(5 * SECOND);
                Dimension dimension = List.of(Dimension.values()).get(random.nextInt(Dimension.values().length));
                node.update(dimension, random.nextDouble(dimension.curve().best() * 2 + 1), now);
            }
            List<HealthTerm> terms = node.explain(now);
            double product = 100;
            double weights = 0;
            for (HealthTerm term : terms) {
                product *= term.factor();
                weights += term.weight();
            }
            assertThat(terms).extracting(HealthTerm::dimension).containsExactly(Dimension.values());
            assertThat(product).isCloseTo(node.score(now), within(0.5001));
            assertThat(weights)
                    .satisfiesAnyOf(
                            w -> assertThat(w).isZero(), w -> assertThat(w).isCloseTo(1, within(1e-9)));
        });
    }

    @Test
    void itMakesNoDifferenceHowOftenSomebodyLooks() {
        HealthScore watched = new HealthScore();
        for (HealthScore node : List.of(health, watched)) {
            node.update(Dimension.CPU, 10, 0);
            node.update(Dimension.CPU, 95, SECOND);
        }
        for (int i = 0; i < 500; i++) {
            watched.score(SECOND + i * SECOND / 100);
        }

        assertThat(watched.points(Dimension.CPU, 6 * SECOND)).isEqualTo(health.points(Dimension.CPU, 6 * SECOND));
        assertThat(health.points(Dimension.CPU, 6 * SECOND)).isEqualTo(43);
    }

    @Test
    void itWorsensFasterThanItRecovers() {
        health.update(Dimension.CPU, 10, 0);
        health.update(Dimension.CPU, 90, 0);
        assertThat(health.points(Dimension.CPU, 3 * SECOND)).isEqualTo(68);
        health.update(Dimension.CPU, 10, 3 * SECOND);
        assertThat(health.points(Dimension.CPU, 6 * SECOND)).isEqualTo(78);
    }

    @Test
    void nanosecondsMayWrap() {
        long start = Long.MAX_VALUE - SECOND;
        health.update(Dimension.CPU, 10, start);
        health.update(Dimension.CPU, 90, start);

        assertThat(health.points(Dimension.CPU, start + 3 * SECOND)).isEqualTo(68);
    }

    @Test
    void timeThatGoesBackwardsIsABrokenDriver() {
        health.update(Dimension.CPU, 10, 5);

        assertThatThrownBy(() -> health.score(4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("time went backwards by 1 ns");
    }

    private void postgresGoesAway() {
        allIsWell(health, 0);
        health.outside("postgres", false, 0);
        health.outside("postgres", true, SECOND);
        health.update(Dimension.ERRORS, 100, SECOND);
        health.update(Dimension.LATENCY, 30_000, SECOND);
        health.contribute("db", 0, SECOND);
    }

    private static void allIsWell(HealthScore node, long now) {
        for (Dimension dimension : Dimension.values()) {
            if (dimension != Dimension.OUTSIDE && dimension != Dimension.CONTRIBUTED) {
                node.update(dimension, dimension.curve().best(), now);
            }
        }
    }

    private static void onlyTheLinksAreKnown(HealthScore node, long now) {
        node.update(Dimension.LOOP_DELAY, 0, now);
        node.update(Dimension.EDGES, 100, now);
        node.update(Dimension.LOSS, 0, now);
        node.update(Dimension.JITTER, 0, now);
    }
}
