package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Request;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EnrolmentTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long START = Puppets.beforeItWraps();
    private static final Identity ME = new Identity(new NodeId("1"), "process", "host:1", "z", "rack", false);

    private final Enrolment enrolment = new Enrolment(ME, new SplittableRandom(1), START);
    private long now = START;

    private Request due() {
        return due(false);
    }

    @SuppressWarnings("NullAway") // for the assertions, which look whether it is null
    private Request due(boolean pullWanted) {
        return enrolment.due(View.empty(), pullWanted, now);
    }

    private void admitted(long incarnation) {
        due();
        enrolment.answered(new Answer.Admitted(incarnation, Puppets.view(4)), now);
    }

    private static Request.Join join(long incarnation) {
        return new Request.Join(ME.id(), "process", incarnation, "host:1", "z", "rack", false, 0);
    }

    @Test
    void itAsksOnceAtATime() {
        assertThat(due()).isEqualTo(join(0));
        assertThat(due()).isNull();
    }

    @Test
    void whoIsAdmittedIsAMemberOfThatIncarnation() {
        due();
        View view = Puppets.view(4);
        assertThat(enrolment.answered(new Answer.Admitted(1, view), now)).isSameAs(view);
        assertThat(enrolment.stage()).isEqualTo(Stage.MEMBER);
        assertThat(enrolment.incarnation()).isEqualTo(1);
    }

    @Test
    void failuresBackOffToThreeSecondsWithJitter() {
        long backoff = 250 * MILLI;
        for (int attempt = 0; attempt < 8; attempt++) {
            assertThat(due()).isNotNull();
            enrolment.failed(now);
            long wait = enrolment.deadlineNanos(false, now + 100 * SECOND) - now;
            assertThat(wait).as("attempt %d", attempt).isBetween(backoff, backoff + backoff / 5);
            now += wait - 1;
            assertThat(due()).isNull();
            now += 1;
            backoff = Math.min(2 * backoff, 3 * SECOND);
        }
    }

    @Test
    void aRefusalIsAskedAgainWhenItSaysSo() {
        due();
        enrolment.answered(new Answer.Refused(Answer.Reason.FLAPPING, "flaps", 12_000), now);
        assertThat(enrolment.stage()).isEqualTo(Stage.OUTSIDE);
        assertThat(enrolment.detail()).isEqualTo("flaps");
        now += 12 * SECOND - 1;
        assertThat(due()).isNull();
        now += 12 * SECOND / 5 + 1;

        assertThat(due()).isEqualTo(join(0));
    }

    @Test
    void whoIsKeptOutForLongAsksMeanwhileWhetherAnOperatorHasLetItIn() {
        due();
        enrolment.answered(new Answer.Refused(Answer.Reason.OPERATOR_NEEDED, "ask somebody", 600_000), now);
        now += 15 * SECOND - 1;
        assertThat(due()).isNull();
        now += 3 * SECOND + 1;

        assertThat(due()).isEqualTo(join(0));
    }

    @Test
    void whoIsSupersededStaysOutForGood() {
        due();
        enrolment.answered(new Answer.Refused(Answer.Reason.SUPERSEDED, "newer", 0), now);
        now += 1_000 * SECOND;

        assertThat(enrolment.stage()).isEqualTo(Stage.SUPERSEDED);
        assertThat(due()).isNull();
    }

    @Test
    void whatCanNeverBeIsNotAskedAgain() {
        due();
        enrolment.answered(new Answer.Refused(Answer.Reason.INVALID, "too long", 0), now);
        now += 1_000 * SECOND;

        assertThat(enrolment.stage()).isEqualTo(Stage.REFUSED);
        assertThat(due()).isNull();
    }

    @Test
    void anAnswerThatNobodyAskedForChangesNothing() {
        enrolment.answered(new Answer.Admitted(9, Puppets.view(4)), now);
        enrolment.answered(new Answer.Gone(9), now);

        assertThat(enrolment.stage()).isEqualTo(Stage.OUTSIDE);
    }

    @Test
    void aDriverThatNeverAnswersStopsNobodyForEver() {
        due();
        now += 20 * SECOND;
        due();
        now += SECOND;

        assertThat(due()).isEqualTo(join(0));
    }

    @Test
    void whoFindsItselfRemovedJoinsAgainAndSaysWhoItWas() {
        admitted(2);
        enrolment.follow(Puppets.view(4), now);
        assertThat(enrolment.stage()).isEqualTo(Stage.MEMBER);
        assertThat(due()).isNull();
        enrolment.follow(View.of(9, 9, List.of()), now);

        assertThat(enrolment.stage()).isEqualTo(Stage.OUTSIDE);
        assertThat(due()).isEqualTo(join(2));
    }

    @Test
    void aMemberPullsOnlyWhenItWantsTo() {
        admitted(2);
        assertThat(due(false)).isNull();
        assertThat(due(true)).isEqualTo(new Request.Pull(0));
        enrolment.answered(new Answer.Viewed(Puppets.view(4), Freshness.UNKNOWN), now);
        assertThat(due(true)).isEqualTo(new Request.Pull(0));
    }

    @Test
    void whoLeavesAsksAndIsGone() {
        admitted(2);
        enrolment.leave(now);
        assertThat(enrolment.isIn()).isTrue();
        assertThat(due()).isEqualTo(new Request.Leave(2));
        enrolment.answered(new Answer.Gone(2), now);

        assertThat(enrolment.stage()).isEqualTo(Stage.LEFT);
        assertThat(enrolment.isIn()).isFalse();
    }

    @Test
    void whoLeavesAndSeesItselfGoneHasLeft() {
        admitted(2);
        enrolment.leave(now);
        enrolment.follow(View.of(9, 9, List.of()), now);

        assertThat(enrolment.stage()).isEqualTo(Stage.LEFT);
    }

    @Test
    void fiveGoodbyesWithoutAnAnswerAreEnough() {
        admitted(2);
        enrolment.leave(now);
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(enrolment.stage()).isEqualTo(Stage.LEAVING);
            assertThat(due()).isEqualTo(new Request.Leave(2));
            enrolment.failed(now);
            now += 10 * SECOND;
        }

        assertThat(enrolment.stage()).isEqualTo(Stage.LEFT);
    }

    @Test
    void whoWasNeverInLeavesAtOnce() {
        enrolment.leave(now);

        assertThat(enrolment.stage()).isEqualTo(Stage.LEFT);
    }

    private static Request.Join joinAt(String address, long incarnation) {
        return new Request.Join(ME.id(), "process", incarnation, address, "z", "rack", false, 1);
    }

    private void toldAgain(String address) {
        assertThat(due()).isEqualTo(joinAt(address, 2));
        enrolment.answered(new Answer.Admitted(2, Puppets.view(4)), now);
    }

    @Test
    void aMemberThatMovedSaysSoOnceWhateverItWaitedFor() {
        admitted(2);
        assertThat(due(true)).isInstanceOf(Request.Pull.class);
        enrolment.readdressed("host:2", now);
        toldAgain("host:2");

        assertThat(enrolment.stage()).isEqualTo(Stage.MEMBER);
        assertThat(enrolment.incarnation()).isEqualTo(2);
        assertThat(due()).isNull();
    }

    @Test
    void aMoveThatNobodyHeardIsToldAgainSoonHoweverLongItWasCutOff() {
        admitted(2);
        for (int i = 0; i < 5; i++) {
            assertThat(due(true)).isInstanceOf(Request.Pull.class);
            enrolment.failed(now);
            now += 4 * SECOND;
        }
        enrolment.readdressed("host:2", now);
        assertThat(due()).isEqualTo(joinAt("host:2", 2));
        enrolment.failed(now);
        now += 300 * MILLI;

        toldAgain("host:2");
    }

    @Test
    void whoMovesWhileItAsksToBeLetInAsksFromThereAtOnce() {
        due();
        enrolment.readdressed("host:2", now);

        assertThat(due()).isEqualTo(joinAt("host:2", 0));
    }

    @Test
    void whoIsKeptOutWaitsAlsoWhereItHasMoved() {
        due();
        enrolment.answered(new Answer.Refused(Answer.Reason.FLAPPING, "came and went", 5_000), now);
        enrolment.readdressed("host:2", now);

        assertThat(due()).isNull();
    }

    @Test
    void eachMoveIsCounted() {
        admitted(2);
        enrolment.readdressed("host:2", now);
        enrolment.readdressed("host:2", now);
        toldAgain("host:2");
        enrolment.readdressed("host:3", now);

        assertThat(due())
                .isInstanceOfSatisfying(
                        Request.Join.class, join -> assertThat(join.moves()).isEqualTo(2));
    }

    @Test
    void whoMovesWhileItIsOutsideAsksFromThere() {
        enrolment.readdressed("host:2", now);

        assertThat(due()).isEqualTo(joinAt("host:2", 0));
    }

    @Test
    void aMoveThatTheViewDoesNotShowIsToldAgainAfterFiveSeconds() {
        admitted(2);
        enrolment.readdressed("host:2", now);
        toldAgain("host:2");
        View stale = Puppets.view(4);
        assertThat(stale.member(2)).isNotNull();
        now += 5 * SECOND - 1;
        assertThat(enrolment.due(stale, false, now)).isNull();
        now++;

        assertThat(enrolment.due(stale, false, now)).isEqualTo(joinAt("host:2", 2));
    }
}
