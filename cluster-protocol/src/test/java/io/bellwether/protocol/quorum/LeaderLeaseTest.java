package io.bellwether.protocol.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.membership.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeaderLeaseTest {

    private static final List<NodeId> FIVE =
            List.of(new NodeId("c1"), new NodeId("c2"), new NodeId("c3"), new NodeId("c4"), new NodeId("c5"));

    private static LeaderLease lease(int voters) {
        return new LeaderLease(FIVE.getFirst(), FIVE.subList(0, voters));
    }

    @Test
    void aSoleVoterIsItsOwnMajority() {
        assertThat(lease(1).freshAgeNanos(77)).isZero();
    }

    @Test
    void withoutVotersNobodyHasAQuorum() {
        assertThat(lease(0).hasQuorum(0, Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void ofThreeOneOtherMustConfirm() {
        LeaderLease lease = lease(3);
        assertThat(lease.freshAgeNanos(100)).isEqualTo(LeaderLease.NEVER_NANOS);

        lease.confirmed(FIVE.get(2), 60);

        assertThat(lease.freshAgeNanos(100)).isEqualTo(40);
    }

    @Test
    void ofFiveTheSecondNewestOfTheOthersCounts() {
        LeaderLease lease = lease(5);
        lease.confirmed(FIVE.get(1), 90);
        assertThat(lease.hasQuorum(100, 1_000)).isFalse();

        lease.confirmed(FIVE.get(4), 20);
        lease.confirmed(FIVE.get(3), 70);

        assertThat(lease.freshAgeNanos(100)).isEqualTo(30);
    }

    @Test
    void ofFourTwoOthersMustConfirm() {
        LeaderLease lease = lease(4);
        lease.confirmed(FIVE.get(1), 90);
        assertThat(lease.hasQuorum(100, 1_000)).isFalse();

        lease.confirmed(FIVE.get(2), 80);
        assertThat(lease.freshAgeNanos(100)).isEqualTo(20);
    }

    @Test
    void theLeaseHoldsUpToItsLastNanosecond() {
        LeaderLease lease = lease(3);
        lease.confirmed(FIVE.get(1), 0);

        assertThat(lease.hasQuorum(1_000, 1_000)).isTrue();
        assertThat(lease.hasQuorum(1_001, 1_000)).isFalse();
    }

    @Test
    void aLateAnswerToAnOldQuestionMakesNothingOlder() {
        LeaderLease lease = lease(3);
        lease.confirmed(FIVE.get(1), 50);
        lease.confirmed(FIVE.get(1), 10);

        assertThat(lease.freshAgeNanos(100)).isEqualTo(50);
    }

    @Test
    void whoIsNoVoterConfirmsNothingAndIsCounted() {
        LeaderLease lease = lease(3);
        lease.confirmed(FIVE.get(4), 50);

        assertThat(lease.freshAgeNanos(100)).isEqualTo(LeaderLease.NEVER_NANOS);
        assertThat(lease.strangers()).isEqualTo(1);
    }

    @Test
    void aLeaderThatIsNoVoterItselfNeedsAMajorityOfTheOthers() {
        LeaderLease lease = new LeaderLease(FIVE.getFirst(), FIVE.subList(1, 4));
        lease.confirmed(FIVE.get(1), 90);
        assertThat(lease.hasQuorum(100, 1_000)).isFalse();

        lease.confirmed(FIVE.get(2), 80);
        assertThat(lease.hasQuorum(100, 1_000)).isTrue();
    }

    @Test
    void votersThatStayKeepTheirConfirmations() {
        LeaderLease lease = lease(3);
        lease.confirmed(FIVE.get(1), 90);

        lease.voters(FIVE);
        assertThat(lease.hasQuorum(100, 1_000)).isFalse();
        lease.confirmed(FIVE.get(4), 95);

        assertThat(lease.freshAgeNanos(100)).isEqualTo(10);
    }

    @Test
    void ofFewerVotersFewerMustConfirm() {
        LeaderLease lease = lease(5);
        lease.confirmed(FIVE.get(1), 90);
        lease.confirmed(FIVE.get(4), 95);
        assertThat(lease.freshAgeNanos(100)).isEqualTo(10);
        lease.voters(FIVE.subList(0, 3));

        assertThat(lease.freshAgeNanos(100)).isEqualTo(10);
        lease.voters(FIVE.subList(2, 5));
        assertThat(lease.freshAgeNanos(100)).isEqualTo(LeaderLease.NEVER_NANOS);
    }

    @Test
    void noLeaseIsYoungerThanNow() {
        LeaderLease lease = new LeaderLease(FIVE.getFirst(), FIVE.subList(1, 4));
        lease.confirmed(FIVE.get(1), 150);
        lease.confirmed(FIVE.get(2), 150);

        assertThat(lease.freshAgeNanos(100)).isZero();
    }

    @Test
    void nanosecondsMayWrap() {
        LeaderLease lease = lease(3);
        lease.confirmed(FIVE.get(1), Long.MAX_VALUE - 5);
        lease.confirmed(FIVE.get(1), Long.MIN_VALUE + 5);

        assertThat(lease.freshAgeNanos(Long.MIN_VALUE + 7)).isEqualTo(2);
    }

    @Test
    void itIsTheAgeByWhichAMajorityHadConfirmed() {
        Seeds.forAll(300, (random, size) -> {
            int voters = random.nextInt(1, 6);
            LeaderLease lease = lease(voters);
            List<Long> sent = new ArrayList<>(Collections.nCopies(voters, null));
            long start = random.nextLong();
            for (int i = 0; i < size; i++) {
                int voter = random.nextInt(voters);
                long at = random.nextLong(1_000);
                lease.confirmed(FIVE.get(voter), start + at);
                Long before = sent.get(voter);
                sent.set(voter, before == null ? at : Long.valueOf(Math.max(before, at)));
            }
            sent.set(0, 1_000L);
            long age = lease.freshAgeNanos(start + 1_000);
            for (long tried : new long[] {0, 100, 500, 900, 1_000}) {
                long by = sent.stream()
                        .filter(at -> at != null && at >= 1_000 - tried)
                        .count();
                assertThat(age <= tried).isEqualTo(2 * by > voters);
            }
        });
    }
}
