package io.bellwether.protocol.state;

import static io.bellwether.protocol.membership.MemberStatus.JOINING;
import static io.bellwether.protocol.membership.MemberStatus.QUARANTINED;
import static io.bellwether.protocol.membership.MemberStatus.RECOVERING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JoinsTest {

    private final Replica replica = new Replica();

    @Test
    void theSameProcessGetsTheSameIncarnationAgainAndNothingIsBurnt() {
        var wish = Replica.admit("a", "p1", 0, "");
        var first = replica.apply(wish);
        var second = replica.apply(wish);
        assertThat(second.outcome()).isEqualTo(first.outcome());
        assertThat(second.changed()).isFalse();
        replica.apply(Replica.admit("b", "p2", 0, ""));
        assertThat(replica.member("b").incarnation())
                .isEqualTo(replica.member("a").incarnation() + 1);
    }

    @Test
    void aJoinDecidedUponAnotherIncarnationIsRefused() {
        replica.healthy("a");
        long present = replica.member("a").incarnation();
        for (long replaces : new long[] {0, present + 1}) {
            var outcome =
                    replica.apply(Replica.admit("a", "other", replaces, "")).outcome();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, why -> assertThat(why.code()).isEqualTo(RefusalCode.CHANGED));
        }
        assertThat(replica.apply(Replica.admit("z", "other", 7, "")).outcome()).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aNewProcessOverALivingMemberIsACrashThatCosts500() {
        replica.healthy("a");
        long former = replica.member("a").incarnation();
        var applied = replica.apply(Replica.admit("a", "other", former, ""));
        var delta = applied.deltas().getFirst();
        assertThat(delta.changes()).hasSize(2);
        assertThat(delta.changes().getFirst()).isInstanceOfSatisfying(MemberChange.Gone.class, gone -> {
            assertThat(gone.incarnation()).isEqualTo(former);
            assertThat(gone.cause()).isEqualTo(Cause.SUPERSEDED);
        });
        assertThat(delta.changes().getLast()).isInstanceOf(MemberChange.Joined.class);
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        assertThat(replica.standing("a").points()).isCloseTo(500, within(1e-9));
        assertThat(replica.standing("a").timesLost()).isZero();
    }

    @Test
    void aNewProcessOverAnUnreachableMemberCostsNothingMore() {
        replica.healthy("a").lose("a");
        replica.join("a");
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        assertThat(replica.standing("a").points()).isCloseTo(1000, within(1e-9));
    }

    @Test
    void whoSaidGoodbyeJoinsLikeANewOne() {
        replica.healthy("a", "b");
        replica.leave("a");
        replica.join("a");
        assertThat(replica.status("a")).isEqualTo(JOINING);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.REJOIN);
        replica.leave("a");
        replica.pass(Duration.ofSeconds(3));
        replica.join("a");
        assertThat(replica.status("a")).isEqualTo(JOINING);
        assertThat(replica.standing("a").points()).isZero();
    }

    @Test
    void aRepeatedJoinDoesNotUndoAGoodbye() {
        var wish = Replica.admit("a", "p1", 0, "");
        replica.apply(wish);
        replica.leave("a");
        replica.pass(Duration.ofSeconds(3));
        assertThat(replica.apply(wish).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, why -> assertThat(why.code()).isEqualTo(RefusalCode.SAID_GOODBYE));
        assertThat(replica.isMember("a")).isFalse();
    }

    @Test
    void aRemovedProcessThatStillLivesComesBackAsANewIncarnation() {
        replica.apply(Replica.admit("a", "p1", 0, ""));
        long former = replica.member("a").incarnation();
        replica.lostAndRemoved("a");
        replica.apply(Replica.admit("a", "p1", 0, ""));
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.HEARD_AGAIN);
        assertThat(replica.member("a").incarnation()).isGreaterThan(former);
    }

    @Test
    void aContainerCrashingEvery90SecondsEndsInQuarantine() {
        replica.healthy("a");
        int crashes = 0;
        while (replica.status("a") != QUARANTINED && crashes < 20) {
            replica.pass(Duration.ofSeconds(90));
            replica.join("a");
            crashes++;
        }
        assertThat(crashes).isEqualTo(6);
        assertThat(replica.member("a").cause()).isEqualTo(Cause.FLAPPING);
        replica.pass(Duration.ofSeconds(90));
        assertThat(replica.join("a"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, why -> assertThat(why.code()).isEqualTo(RefusalCode.FLAPPING));
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
    }

    @Test
    void aNameIsNotLetInAboveTheLimitOfMembers() {
        var few = new Replica(withLimits(2, 10));
        few.healthy("a", "b");
        assertThat(few.join("c"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, why -> assertThat(why.code()).isEqualTo(RefusalCode.FULL));
        assertThat(few.join("a")).isInstanceOf(Outcome.Admitted.class);
    }

    @Test
    void ofTooManyFormerNamesThoseAtRestAreForgottenFirst() {
        var few = new Replica(withLimits(10, 2));
        few.healthy("a", "b", "c", "d");
        few.lostAndRemoved("a");
        few.leave("b");
        few.pass(Duration.ofSeconds(5));
        few.leave("c");
        few.pass(Duration.ofSeconds(5));
        assertThat(few.standing("b")).isEqualTo(Standing.UNKNOWN);
        assertThat(few.standing("a").timesLost()).isEqualTo(1);
        assertThat(few.state.namesDropped()).isEqualTo(1);
        assertThat(few.events.getLast().kind()).isEqualTo(Event.Kind.FORGOTTEN);
    }

    @Test
    void textsThatNoMemberCanHaveAreRefusedAndDoNotThrow() {
        for (var wish : List.of(
                Replica.admit("a", "", 0, ""),
                Replica.admit("a", "p".repeat(65), 0, ""),
                Replica.admit("a", "p", 0, "z".repeat(65)))) {
            assertThat(replica.apply(wish).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, why -> assertThat(why.code()).isEqualTo(RefusalCode.INVALID));
        }
    }

    private static StateRules withLimits(int membersMax, int namesMax) {
        return Rules.with(StateRules.of(TimingProfile.DEFAULT), membersMax, namesMax);
    }

    @Test
    void aProcessThatIsInMayMoveAndKeepsEverythingElse() {
        replica.healthy("a", "b");
        replica.lose("a");
        Member before = replica.member("a");
        long epoch = replica.state.view().epoch();
        replica.passSilently(Duration.ofSeconds(1));

        var applied = replica.apply(new Command.Admit(before.id(), "process-1", 0, "elsewhere:7800", "", "", false, 1));

        assertThat(applied.outcome()).isEqualTo(new Outcome.Admitted(before.incarnation()));
        assertThat(replica.member("a")).isEqualTo(before.at("elsewhere:7800"));
        assertThat(replica.followed().members()).isEqualTo(replica.state.view().members());
        assertThat(replica.state.view().epoch()).as("who is a member").isEqualTo(epoch);
        assertThat(replica.state.isLost(before.incarnation())).isTrue();
        assertThat(replica.standing("a").points()).isCloseTo(1000, within(5.0));
        assertThat(replica.state.hash()).isEqualTo(replica.state.fullHash());
        assertThat(applied.events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Event.Kind.RECORDED);
            assertThat(event.evidence()).isEqualTo("reached at elsewhere:7800 now, was at a:7800");
        });
        assertThat(replica.find("a").outcome())
                .as("what was decided upon it before it moved")
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.moved()).isOne());
    }

    @Test
    void whatItSaidBeforeItsLastMoveDoesNotMoveItBack() {
        replica.healthy("a");
        move("elsewhere:7800", 1);
        move("a:7800", 2);
        move("elsewhere:7800", 1);
        assertThat(replica.member("a").address()).isEqualTo("a:7800");

        move("elsewhere:7800", 3);
        assertThat(replica.member("a").address()).isEqualTo("elsewhere:7800");
    }

    @Test
    void aMoveThatNobodyHeardOfIsOverOnceItIsBack() {
        replica.healthy("a");
        long version = replica.state.view().version();
        move("a:7800", 2);
        assertThat(replica.state.view().version()).as("nothing to tell").isEqualTo(version);

        move("elsewhere:7800", 1);
        assertThat(replica.member("a").address()).isEqualTo("a:7800");
        assertThat(replica.state.hash()).isEqualTo(replica.state.fullHash());
    }

    private void move(String address, long moves) {
        replica.apply(new Command.Admit(replica.member("a").id(), "process-1", 0, address, "", "", false, moves));
    }

    @Test
    void anotherProcessOfTheNameDoesNotMoveIt() {
        replica.healthy("a");
        replica.apply(Replica.admit("a", "other", 0, ""));
        var refused = replica.apply(
                new Command.Admit(replica.member("a").id(), "other", 0, "elsewhere:7800", "", "", false, 0));
        assertThat(refused.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(replica.member("a").address()).isEqualTo("a:7800");
    }
}
