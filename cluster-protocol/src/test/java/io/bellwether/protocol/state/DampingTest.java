package io.bellwether.protocol.state;

import static io.bellwether.protocol.membership.MemberStatus.HEALTHY;
import static io.bellwether.protocol.membership.MemberStatus.QUARANTINED;
import static io.bellwether.protocol.membership.MemberStatus.RECOVERING;
import static io.bellwether.protocol.membership.MemberStatus.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DampingTest {

    private static final Duration BRIEFLY = Duration.ofSeconds(5);

    private final Replica replica = new Replica().healthy("a", "other");

    private void flap(Duration cycle) {
        replica.lose("a");
        replica.pass(BRIEFLY);
        replica.find("a");
        replica.pass(cycle.minus(BRIEFLY));
    }

    @Test
    void pointsHalveEveryFiveMinutes() {
        replica.lose("a");
        assertThat(replica.standing("a").points()).isCloseTo(1000, within(1e-9));
        replica.pass(Duration.ofMinutes(5));
        assertThat(replica.standing("a").points()).isCloseTo(500, within(1e-9));
        replica.pass(Duration.ofMinutes(10));
        assertThat(replica.standing("a").points()).isCloseTo(125, within(1e-9));
    }

    @Test
    void twoLossesWithin90SecondsLeadIntoQuarantineOnTheWayBack() {
        flap(Duration.ofSeconds(90));
        replica.lose("a");
        assertThat(replica.status("a")).isEqualTo(UNREACHABLE);
        assertThat(replica.standing("a").points()).isBetween(1800.0, 1820.0);
        replica.find("a");
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.FLAPPING);
    }

    @Test
    void twoLossesIn100SecondsDoNot() {
        flap(Duration.ofSeconds(100));
        flap(Duration.ofSeconds(40));
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
        assertThat(replica.standing("a").quarantines()).isZero();
    }

    @Test
    void aCycleFasterThanSixMinutesEndsInQuarantineAndASlowerOneDoesNot() {
        for (int i = 0; i < 30 && replica.status("a") != QUARANTINED; i++) {
            flap(Duration.ofSeconds(345));
        }
        assertThat(replica.standing("a").quarantines()).isPositive();
        var slower = new Replica().healthy("a", "other");
        for (int i = 0; i < 30; i++) {
            slower.lose("a");
            slower.pass(BRIEFLY);
            slower.find("a");
            slower.pass(Duration.ofMinutes(6).minus(BRIEFLY));
        }
        assertThat(slower.standing("a").quarantines()).isZero();
    }

    private void quarantine() {
        flap(Duration.ofSeconds(60));
        replica.lose("a");
        replica.find("a");
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
    }

    @Test
    void quarantineEndsUnder750PointsAndLeadsToRecovering() {
        quarantine();
        long retry = replica.standing("a").retryNanos();
        assertThat(replica.state.nextDueNanos()).isEqualTo(retry);
        replica.pass(Duration.ofNanos(retry - replica.nanos() - 1));
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        assertThat(replica.standing("a").points()).isCloseTo(750, within(1e-3));
        replica.pass(Duration.ofNanos(1));
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.POINTS_DECAYED);
        assertThat(replica.standing("a").held()).isFalse();
    }

    @Test
    void quarantineAbsorbsVerdictsAndEachLossMakesItLonger() {
        quarantine();
        long retry = replica.standing("a").retryNanos();
        long version = replica.state.view().version();
        replica.pass(Duration.ofSeconds(20));
        assertThat(replica.lose("a").events())
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(Event.Kind.RECORDED));
        assertThat(replica.standing("a").heard()).isFalse();
        replica.pass(Duration.ofSeconds(20));
        replica.find("a");
        assertThat(replica.standing("a").heard()).isTrue();
        assertThat(replica.state.view().version()).isEqualTo(version);
        assertThat(replica.standing("a").retryNanos()).isGreaterThan(retry);
    }

    @Test
    void aRepeatedLossInsideQuarantineIsChargedOnce() {
        quarantine();
        replica.lose("a");
        double points = replica.standing("a").points();
        assertThat(replica.lose("a").events()).isEmpty();
        assertThat(replica.standing("a").points()).isEqualTo(points);
    }

    @Test
    void pointsHaveACeilingSoThatTheWaitHasABound() {
        quarantine();
        for (int i = 0; i < 50; i++) {
            replica.lose("a");
            replica.find("a");
        }
        assertThat(replica.standing("a").points()).isEqualTo(3000);
        long wait = replica.standing("a").retryNanos() - replica.nanos();
        assertThat(wait)
                .isBetween(
                        Duration.ofMinutes(10).toNanos(), Duration.ofMinutes(10).toNanos() + 10);
    }

    @Test
    void aQuarantinedMemberThatIsNotHeardWaitsUntilItIs() {
        quarantine();
        replica.lose("a");
        replica.pass(Duration.ofMinutes(30));
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        replica.find("a");
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
    }

    @Test
    void aQuarantinedMemberIsRemovedOnlyWhenItIsLost() {
        quarantine();
        assertThat(replica.remove("a").refusals())
                .singleElement()
                .satisfies(refused -> assertThat(refused.why().code()).isEqualTo(RefusalCode.NOT_LOST));
        replica.lostAndRemoved("a");
        assertThat(replica.isMember("a")).isFalse();
    }

    @Test
    void aRemovedNameIsLetInAfterItsFirstLossAndKeptOutAfterItsSecond() {
        replica.lostAndRemoved("a");
        assertThat(replica.join("a")).isInstanceOf(Outcome.Admitted.class);
        replica.pass(Duration.ofMinutes(2));
        replica.lostAndRemoved("a");
        assertThat(replica.standing("a").held()).isFalse();
        var refused = (Outcome.Refused) replica.join("a");
        assertThat(refused.code()).isEqualTo(RefusalCode.FLAPPING);
        assertThat(replica.standing("a").quarantines()).isEqualTo(1);
        assertThat(replica.events.getLast().kind()).isEqualTo(Event.Kind.JOIN_REFUSED);
        assertThat(replica.join("a")).isInstanceOf(Outcome.Refused.class);
        assertThat(replica.standing("a").quarantines()).isEqualTo(1);
        assertThat(replica.standing("a").refusals()).isEqualTo(2);
        assertThat(replica.events.stream().filter(event -> event.kind() == Event.Kind.JOIN_REFUSED))
                .hasSize(1);
        replica.pass(Duration.ofMillis(refused.retryMillis() - 1));
        assertThat(replica.join("a")).isInstanceOf(Outcome.Refused.class);
        replica.pass(Duration.ofMillis(1));
        assertThat(replica.join("a")).isInstanceOf(Outcome.Admitted.class);
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        assertThat(replica.standing("a").refusals()).isZero();
    }

    @Test
    void theBackOffDoublesUpToTenMinutesWithAtMostAFifthMore() {
        var penalty = Penalty.NONE;
        long now = 0;
        long[] seconds = {30, 60, 120, 240, 480, 600};
        for (long least : seconds) {
            penalty = penalty.lost(new NodeId("a"), now, Replica.RULES);
            penalty = penalty.lost(new NodeId("a"), now, Replica.RULES);
            long backOff = penalty.backOffUntilNanos() - now;
            assertThat(backOff).isBetween(least * 1_000_000_000L, least * 1_200_000_000L);
            assertThat(penalty.operatorNeeded()).isFalse();
            now = penalty.retryNanos();
        }
        penalty = penalty.lost(new NodeId("a"), now, Replica.RULES).lost(new NodeId("a"), now, Replica.RULES);
        assertThat(penalty.operatorNeeded()).isTrue();
        assertThat(penalty.isHeld(Long.MAX_VALUE)).isTrue();
    }

    @Test
    void exactly1800PointsAreTooMany() {
        var id = new NodeId("a");
        var before = new Penalty(1300, 0, 0, 0, false, 0, 0, false);
        assertThat(before.nextCrashIsTooMuch(0, Replica.RULES)).isTrue();
        assertThat(before.nextCrashIsTooMuch(1_000_000_000, Replica.RULES)).isFalse();
        assertThat(before.crashed(id, 0, Replica.RULES).isHeld(0)).isTrue();
        assertThat(before.crashed(id, 1_000_000_000, Replica.RULES).isHeld(0)).isFalse();
    }

    @Test
    void namesWaitDifferentlyLong() {
        var a = Penalty.NONE.lost(new NodeId("a"), 0, Replica.RULES).lost(new NodeId("a"), 0, Replica.RULES);
        var b = Penalty.NONE.lost(new NodeId("b"), 0, Replica.RULES).lost(new NodeId("b"), 0, Replica.RULES);
        assertThat(a.backOffUntilNanos()).isNotEqualTo(b.backOffUntilNanos());
    }

    @Test
    void whoNeverRestsInQuarantineNeedsAnOperatorInTheEnd() {
        quarantine();
        long version = replica.state.view().version();
        for (int i = 0; i < 200 && !replica.standing("a").operatorNeeded(); i++) {
            replica.lose("a");
            replica.pass(Duration.ofSeconds(20));
            replica.find("a");
            replica.pass(Duration.ofSeconds(20));
        }
        assertThat(replica.standing("a").operatorNeeded()).isTrue();
        assertThat(replica.state.view().version()).isEqualTo(version);
        assertThat(replica.events.stream().filter(event -> event.kind() == Event.Kind.OPERATOR_NEEDED))
                .hasSize(1);
        replica.pass(Duration.ofDays(2));
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        assertThat(replica.join("a"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, why -> assertThat(why.code()).isEqualTo(RefusalCode.OPERATOR_NEEDED));
        replica.readmit("a");
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        assertThat(replica.standing("a").points()).isZero();
        assertThat(replica.standing("a").quarantines()).isZero();
    }

    @Test
    void anHourWithoutALossForgetsFormerQuarantines() {
        quarantine();
        replica.pass(Duration.ofMinutes(59));
        replica.lose("a");
        assertThat(replica.standing("a").quarantines()).isEqualTo(1);
        replica.find("a");
        replica.pass(Duration.ofHours(1));
        replica.lose("a");
        assertThat(replica.standing("a").quarantines()).isZero();
    }

    @Test
    void neitherGoodbyeNorMaintenanceWashesOffAQuarantine() {
        quarantine();
        replica.maintain("a", Duration.ofMinutes(1));
        replica.pass(Duration.ofMinutes(1));
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        replica.leave("a");
        assertThat(replica.join("a")).isInstanceOf(Outcome.Refused.class);
        replica.pass(Duration.ofSeconds(3));
        assertThat(replica.join("a")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void readmitOfALostMemberLeavesItUnreachableAndClean() {
        quarantine();
        replica.lose("a");
        replica.readmit("a");
        assertThat(replica.status("a")).isEqualTo(UNREACHABLE);
        replica.find("a");
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
    }

    @Test
    void pausesOf20SecondsFor600SecondsMakeAtMostEightTransitions() {
        for (int[] cycle : new int[][] {{4, 4}, {5, 10}, {20, 20}}) {
            var flapping = new Replica().healthy("a", "other");
            long version = flapping.state.view().version();
            for (int second = 0; second < 600; second += cycle[0] + cycle[1]) {
                if (flapping.isMember("a") && flapping.standing("a").heard()) {
                    flapping.lose("a");
                }
                flapping.pass(Duration.ofSeconds(cycle[0]));
                if (cycle[0] >= 15 && flapping.isMember("a")) {
                    flapping.remove("a");
                }
                if (flapping.isMember("a")) {
                    flapping.find("a");
                } else {
                    flapping.join("a");
                }
                flapping.pass(Duration.ofSeconds(cycle[1]));
            }
            assertThat(flapping.state.view().version() - version)
                    .as("pauses of %d s and %d s", cycle[0], cycle[1])
                    .isLessThanOrEqualTo(8);
        }
    }

    @Test
    void dampingScalesWithTheStabilisationOfTheProfileAndProtectionDoesNot() {
        var fast = StateRules.of(TimingProfile.FAST);
        assertThat(fast.halfLife()).isEqualTo(Duration.ofMinutes(1));
        assertThat(fast.backOff()).isEqualTo(Duration.ofSeconds(6));
        assertThat(fast.protectionExpiry()).isEqualTo(Duration.ofMinutes(5));
        assertThat(StateRules.of(TimingProfile.DEFAULT).halfLife()).isEqualTo(Duration.ofMinutes(5));
        assertThat(StateRules.of(TimingProfile.WAN).halfLife()).isEqualTo(Duration.ofMinutes(15));
    }
}
