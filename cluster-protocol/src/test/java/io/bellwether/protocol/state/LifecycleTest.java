package io.bellwether.protocol.state;

import static io.bellwether.protocol.membership.MemberStatus.DEGRADED;
import static io.bellwether.protocol.membership.MemberStatus.DRAINING;
import static io.bellwether.protocol.membership.MemberStatus.HEALTHY;
import static io.bellwether.protocol.membership.MemberStatus.JOINING;
import static io.bellwether.protocol.membership.MemberStatus.LEAVING;
import static io.bellwether.protocol.membership.MemberStatus.MAINTENANCE;
import static io.bellwether.protocol.membership.MemberStatus.RECOVERING;
import static io.bellwether.protocol.membership.MemberStatus.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.gossip.FixedSizes;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.ViewDelta;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LifecycleTest {

    private final Replica replica = new Replica();

    @Test
    void aFirstJoinIsConfirmedFromJoiningToHealthy() {
        replica.join("a");
        assertThat(replica.status("a")).isEqualTo(JOINING);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.CLUSTER_START);
        replica.apply(new Command.Confirm(List.of(replica.target("a"))));
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
        replica.join("b");
        assertThat(replica.member("b").cause()).isEqualTo(Cause.FIRST_JOIN);
    }

    @Test
    void aMemberThatComesBackIsRecoveringForTheWholeStabilisationPeriod() {
        replica.healthy("a").lose("a");
        assertThat(replica.status("a")).isEqualTo(UNREACHABLE);
        long incarnation = replica.member("a").incarnation();
        replica.find("a");
        replica.pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        replica.pass(Duration.ofNanos(1));
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.STABLE);
        assertThat(replica.member("a").incarnation()).isEqualTo(incarnation);
    }

    @Test
    void aLossWhileRecoveringStartsTheStabilisationAnew() {
        replica.healthy("a", "b");
        replica.lose("a");
        replica.pass(Duration.ofMinutes(20));
        replica.find("a");
        replica.pass(Duration.ofSeconds(20));
        replica.lose("a");
        replica.pass(Duration.ofSeconds(15));
        assertThat(replica.status("a")).isEqualTo(UNREACHABLE);
        replica.find("a");
        replica.pass(Duration.ofSeconds(29));
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
    }

    @Test
    void allLossesOfOneCommandAreOneStepOfTheView() {
        replica.healthy("a", "b", "c");
        long before = replica.state.view().version();
        var delta = replica.lose("a", "c").deltas().getFirst();
        assertThat(delta.version()).isEqualTo(before + 1);
        assertThat(delta.changes()).hasSize(2);
        assertThat(replica.member("a").sinceVersion()).isEqualTo(before + 1);
    }

    @Test
    void soManyLossesThatTheyWouldNotFitIntoADatagramAreStepsThatDo() {
        String[] names = IntStream.range(0, 150).mapToObj("n-%03d"::formatted).toArray(String[]::new);
        replica.healthy(names);
        long before = replica.state.view().version();
        var deltas = replica.lose(names).deltas();
        assertThat(deltas).extracting(ViewDelta::version).containsExactly(before + 1, before + 2, before + 3);
        assertThat(deltas).extracting(delta -> delta.changes().size()).containsExactly(60, 60, 30);
        var sizes = new FixedSizes();
        assertThat(deltas).allMatch(delta -> sizes.bytesMax(delta) <= sizes.roomBytes());
        assertThat(replica.followed().members()).isEqualTo(replica.state.view().members());
        assertThat(replica.member("n-149").sinceVersion()).isEqualTo(before + 3);
    }

    @Test
    void aTickThatChangesNothingHasNoDeltaAndNoEvent() {
        replica.healthy("a");
        var applied = replica.pass(Duration.ofSeconds(1));
        assertThat(applied.deltas()).isEmpty();
        assertThat(applied.events()).isEmpty();
    }

    @Test
    void aVerdictFromBeforeALaterChangeIsSkipped() {
        replica.healthy("a");
        var target = replica.target("a");
        replica.lose("a");
        replica.find("a");
        var late = replica.apply(new Command.Lose(List.of(new Command.Lose.Loss(target, Cause.OBSERVERS, "late"))));
        assertThat(late.outcome()).isEqualTo(new Outcome.Done(0, 0, 1, List.of()));
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        assertThat(replica.standing("a").timesLost()).isEqualTo(1);
    }

    @Test
    void whatIsDueHappensBeforeTheCommandThatComesWithIt() {
        replica.healthy("a").lose("a");
        replica.find("a");
        var target = replica.target("a");
        replica.passSilently(Duration.ofSeconds(30));
        var applied = replica.apply(
                new Command.Lose(List.of(new Command.Lose.Loss(target, Cause.OBSERVERS, "seen while recovering"))));
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
        assertThat(applied.outcome()).isEqualTo(new Outcome.Done(0, 0, 1, List.of()));
    }

    @Test
    void clusterTimeNeverGoesBackwards() {
        replica.pass(Duration.ofSeconds(10));
        replica.state.apply(new Entry(2, 5, 0, new Command.Tick()));
        assertThat(replica.state.clusterNanos())
                .isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void onlyAWorseCauseReplacesTheCauseOfDegradation() {
        replica.healthy("a");
        replica.degrade("a", Cause.LOSSY);
        assertThat(replica.degrade("a", Cause.SCORE_LOW).deltas()).isEmpty();
        assertThat(replica.member("a").cause()).isEqualTo(Cause.LOSSY);
        assertThat(replica.degrade("a", Cause.LOSSY).deltas()).isEmpty();
        assertThat(replica.degrade("a", Cause.PARTLY_CUT).deltas()).hasSize(1);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.PARTLY_CUT);
        assertThat(replica.status("a")).isEqualTo(DEGRADED);
        replica.apply(new Command.Restore(replica.target("a")));
        assertThat(replica.member("a").cause()).isEqualTo(Cause.HEARD_AGAIN);
        replica.degrade("a", Cause.SCORE_LOW);
        replica.apply(new Command.Restore(replica.target("a")));
        assertThat(replica.member("a").cause()).isEqualTo(Cause.SCORE_GOOD);
    }

    @Test
    void aCauseThatTheCommandCannotHaveIsRefused() {
        replica.healthy("a");
        assertThat(replica.degrade("a", Cause.OPERATOR).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, why -> assertThat(why.code()).isEqualTo(RefusalCode.INVALID));
    }

    @Test
    void aGoodbyeIsLeavingForThreeBeatsAndThenLeft() {
        replica.healthy("a", "b");
        replica.leave("a");
        assertThat(replica.status("a")).isEqualTo(LEAVING);
        assertThat(replica.leave("a").deltas()).isEmpty();
        replica.pass(Duration.ofMillis(2_999));
        assertThat(replica.status("a")).isEqualTo(LEAVING);
        var delta = replica.pass(Duration.ofMillis(1)).deltas().getFirst();
        assertThat(delta.changes()).hasSize(1).first().isInstanceOf(MemberChange.Gone.class);
        assertThat(replica.isMember("a")).isFalse();
    }

    @Test
    void aDrainedMemberThatWasLostIsDrainingAgainAfterItRecovered() {
        replica.healthy("a");
        replica.drain("a", Duration.ofHours(1));
        assertThat(replica.status("a")).isEqualTo(DRAINING);
        replica.lose("a");
        replica.find("a");
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        replica.pass(Duration.ofSeconds(30));
        assertThat(replica.status("a")).isEqualTo(DRAINING);
        replica.pass(Duration.ofHours(1).minusSeconds(30).minusNanos(1));
        assertThat(replica.status("a")).isEqualTo(DRAINING);
        replica.pass(Duration.ofNanos(1));
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.TIME_TO_LIVE);
    }

    @Test
    void maintenanceAbsorbsVerdictsAndCostsNothing() {
        replica.healthy("a");
        replica.maintain("a", Duration.ofHours(1));
        var lost = replica.lose("a");
        assertThat(lost.deltas()).isEmpty();
        assertThat(lost.events())
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(Event.Kind.RECORDED));
        assertThat(replica.lose("a").events()).isEmpty();
        assertThat(replica.state.isLost(replica.member("a").incarnation())).isTrue();
        assertThat(replica.remove("a").refusals())
                .singleElement()
                .satisfies(refused -> assertThat(refused.why().code()).isEqualTo(RefusalCode.IN_MAINTENANCE));
        replica.join("a");
        assertThat(replica.status("a")).isEqualTo(MAINTENANCE);
        assertThat(replica.standing("a").points()).isZero();
    }

    @Test
    void aMemberThatIsLostWhenItsMaintenanceEndsIsUnreachableWithoutPoints() {
        replica.healthy("a", "b");
        replica.maintain("a", Duration.ofMinutes(1));
        replica.maintain("b", Duration.ofMinutes(1));
        replica.lose("a");
        replica.pass(Duration.ofMinutes(1));
        assertThat(replica.status("a")).isEqualTo(UNREACHABLE);
        assertThat(replica.standing("a").points()).isZero();
        assertThat(replica.status("b")).isEqualTo(RECOVERING);
    }

    @Test
    void anOrderOutlivesTheMemberItWasGivenFor() {
        replica.healthy("a");
        replica.drain("a", Duration.ofHours(1));
        replica.lostAndRemoved("a");
        replica.join("a");
        replica.pass(Duration.ofSeconds(30));
        assertThat(replica.status("a")).isEqualTo(DRAINING);
    }

    @Test
    void ordersWithoutATimeToLiveOrWithALongStoryAreRefused() {
        replica.healthy("a");
        assertThat(replica.drain("a", Duration.ZERO)).isInstanceOf(Outcome.Refused.class);
        assertThat(replica.drain("a", Duration.ofDays(31))).isInstanceOf(Outcome.Refused.class);
        assertThat(replica.drain("z", Duration.ofDays(1))).isInstanceOf(Outcome.Refused.class);
        var story = new Command.Drain(new NodeId("a"), "x".repeat(201), Duration.ofDays(1));
        assertThat(replica.apply(story).outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
    }

    @Test
    void aHealthyMemberCannotBeRemoved() {
        replica.healthy("a");
        assertThat(replica.remove("a").refusals())
                .singleElement()
                .satisfies(refused -> assertThat(refused.why().code()).isEqualTo(RefusalCode.NOT_ALLOWED));
        assertThat(replica.isMember("a")).isTrue();
    }

    @Test
    void aForgottenNameIsNewWhenItComesBack() {
        replica.healthy("a").lostAndRemoved("a");
        replica.forget("a");
        assertThat(replica.standing("a")).isEqualTo(Standing.UNKNOWN);
        replica.join("a");
        assertThat(replica.member("a").cause()).isEqualTo(Cause.FIRST_JOIN);
        replica.forget("a");
        assertThat(replica.isMember("a")).isFalse();
    }

    @Test
    void epochCountsMembershipAndVersionCountsEveryChange() {
        replica.healthy("a");
        assertThat(replica.state.view().epoch()).isEqualTo(1);
        assertThat(replica.state.view().version()).isEqualTo(2);
        replica.lostAndRemoved("a");
        assertThat(replica.state.view().epoch()).isEqualTo(2);
        assertThat(replica.state.view().version()).isEqualTo(4);
    }

    @Test
    void everyEventHasTheNextSequenceAndTheVersionOfItsEntry() {
        replica.healthy("a", "b").lose("a", "b");
        for (int i = 0; i < replica.events.size(); i++) {
            assertThat(replica.events.get(i).sequence()).isEqualTo(i + 1);
        }
        assertThat(replica.events.getLast().version())
                .isEqualTo(replica.state.view().version());
        assertThat(replica.events.getLast().evidence()).isEqualTo("7 of 10 observers");
    }

    @Test
    void theWallClockIsShownAndDecidesNothing() {
        var other = new ClusterState(Replica.RULES);
        var admit = Replica.admit("a", "p", 0, "");
        var event = other.apply(new Entry(1, 0, 77, admit)).events().getFirst();
        assertThat(event.wallMillis()).isEqualTo(77);
        replica.apply(admit);
        assertThat(replica.state.hash()).isEqualTo(other.hash());
    }
}
