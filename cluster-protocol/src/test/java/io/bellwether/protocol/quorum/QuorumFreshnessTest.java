package io.bellwether.protocol.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.message.Freshness;
import org.junit.jupiter.api.Test;

final class QuorumFreshnessTest {

    private static final long MILLI = 1_000_000L;

    private final QuorumFreshness known = new QuorumFreshness();

    @Test
    void atFirstNothingIsKnown() {
        assertThat(known.now(5)).isEqualTo(Freshness.UNKNOWN);
        assertThat(known.ageNanos(5)).isEqualTo(QuorumFreshness.NEVER_NANOS);
    }

    @Test
    void theAgeGrowsByThisNodesOwnTime() {
        known.hear(new Freshness(3, 7, 200), 0);

        assertThat(known.now(50 * MILLI)).isEqualTo(new Freshness(3, 7, 250));
    }

    @Test
    void aRelayRoundsUpAndNeverDown() {
        known.hear(new Freshness(3, 7, 200), 0);

        assertThat(known.now(1).ageMillis()).isEqualTo(201);
        assertThat(known.now(MILLI).ageMillis()).isEqualTo(201);
    }

    @Test
    void inOneTermTheYoungerWins() {
        known.hear(new Freshness(3, 7, 200), 0);
        known.hear(new Freshness(3, 7, 100), 0);
        known.hear(new Freshness(3, 7, 300), 0);

        assertThat(known.now(0).ageMillis()).isEqualTo(100);
    }

    @Test
    void theHigherTermWinsThoughItIsOlder() {
        known.hear(new Freshness(3, 7, 200), 0);
        known.hear(new Freshness(4, 8, 900), 0);
        known.hear(new Freshness(3, 7, 0), 0);

        assertThat(known.now(0)).isEqualTo(new Freshness(4, 8, 900));
    }

    @Test
    void aHigherTermWithoutEvidenceIsNoEvidence() {
        known.hear(new Freshness(3, 7, 200), 0);
        known.hear(new Freshness(4, 8, Integer.MAX_VALUE), 0);
        known.hear(Freshness.UNKNOWN, 0);

        assertThat(known.now(0)).isEqualTo(new Freshness(3, 7, 200));
    }

    @Test
    void aLeaderThatIsNotKnownDoesNotReplaceOneThatIs() {
        known.hear(new Freshness(3, 7, 200), 0);
        known.hear(new Freshness(3, 0, 100), 0);

        assertThat(known.now(0)).isEqualTo(new Freshness(3, 7, 100));
    }

    @Test
    void aLeaderThatBecomesKnownIsTold() {
        known.hear(new Freshness(3, 0, 200), 0);
        known.hear(new Freshness(3, 7, 300), 0);

        assertThat(known.now(0)).isEqualTo(new Freshness(3, 7, 200));
    }

    @Test
    void evidenceOfTenMinutesIsTheOldestThatIsAny() {
        known.hear(new Freshness(3, 7, 600_001), 0);
        assertThat(known.now(0)).isEqualTo(Freshness.UNKNOWN);

        known.hear(new Freshness(3, 7, 600_000), 0);
        assertThat(known.now(0)).isEqualTo(new Freshness(3, 7, 600_000));
    }

    @Test
    void whatWasForgottenDoesNotComeBackWhenTheClockHasGoneAround() {
        known.hear(new Freshness(3, 7, 0), 0);
        known.ageNanos(QuorumFreshness.FORGOTTEN_AFTER.toNanos() + 1);

        assertThat(known.ageNanos(-5)).isEqualTo(QuorumFreshness.NEVER_NANOS);
    }

    @Test
    void noOwnLeaseIsYoungerThanNow() {
        known.lead(4, 9, -5, 0);

        assertThat(known.ageNanos(0)).isZero();
    }

    @Test
    void theOwnLeaseIsEvidenceToo() {
        known.hear(new Freshness(3, 7, 200), 0);
        known.lead(4, 9, 30 * MILLI, 10 * MILLI);

        assertThat(known.now(20 * MILLI)).isEqualTo(new Freshness(4, 9, 40));
    }

    @Test
    void evidenceIsForgottenAfterTenMinutesWithItsTerm() {
        long forgotten = QuorumFreshness.FORGOTTEN_AFTER.toNanos();
        known.hear(new Freshness(9, 7, 0), 0);
        known.hear(new Freshness(1, 8, 0), forgotten);
        assertThat(known.now(forgotten).term()).isEqualTo(9);

        assertThat(known.now(forgotten + 1)).isEqualTo(Freshness.UNKNOWN);
        known.hear(new Freshness(1, 8, 0), forgotten + 1);
        assertThat(known.now(forgotten + 1).term()).isEqualTo(1);
    }

    @Test
    void nanosecondsMayWrap() {
        known.hear(new Freshness(3, 7, 200), Long.MAX_VALUE - 5);
        known.hear(new Freshness(3, 7, 100), Long.MIN_VALUE + 5);

        assertThat(known.ageNanos(Long.MIN_VALUE + 5)).isEqualTo(100 * MILLI);
    }

    @Test
    void noRelayEverMakesALeaseYoungerThanItIs() {
        Seeds.forAll(300, (random, size) -> {
            QuorumFreshness[] nodes = new QuorumFreshness[8];
            for (int i = 0; i < nodes.length; i++) {
                nodes[i] = new QuorumFreshness();
            }
            long confirmed = random.nextLong();
            long now = confirmed + random.nextLong(MILLI);
            nodes[0].lead(2, 1, now - confirmed, now);
            for (int hop = 0; hop < 10 * size; hop++) {
                now += random.nextLong(3 * MILLI);
                nodes[random.nextInt(8)].hear(nodes[random.nextInt(8)].now(now), now);
            }
            for (QuorumFreshness node : nodes) {
                assertThat(node.ageNanos(now)).isGreaterThanOrEqualTo(now - confirmed);
            }
        });
    }
}
