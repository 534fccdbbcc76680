package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.message.Message.Report;
import io.bellwether.protocol.state.Command;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.Test;

/** DEGRADED and back, and from JOINING to HEALTHY. */
final class ConditionTest {

    private static final int SUBJECT = 7;

    private final Scene scene = new Scene(11);
    private Condition condition = new Condition(scene.evidence);
    private int score = 100;

    /** A beat passes: so many observers find the subject bad, and it reports. */
    private Command beat(int bad) {
        return after(SECOND, bad);
    }

    private Command after(long nanos, int bad) {
        scene.pass(nanos);
        int accusing = 0;
        for (int n = 1; n <= 11; n++) {
            if (n == SUBJECT) {
                Report about = scene.about(n);
                scene.book.put(
                        n,
                        new Report(about.sequence(), about.version(), false, score, about.edges()),
                        0,
                        true,
                        scene.now);
            } else if (++accusing <= bad) {
                scene.finds(n, SUBJECT);
            } else {
                scene.finds(n);
            }
        }
        return due();
    }

    @SuppressWarnings("NullAway") // for the assertions, which look whether it is null
    private Command due() {
        return condition.due(scene.member(SUBJECT), scene.now);
    }

    private static AbstractAssert<?, ?> assertDegrades(Command due, Cause cause) {
        return assertThat(due)
                .isInstanceOfSatisfying(
                        Command.Degrade.class,
                        degrade -> assertThat(degrade.cause()).isEqualTo(cause));
    }

    private void commit(Command due) {
        scene.apply(due);
    }

    @Test
    void whoIsLossyForFiveSecondsIsDegraded() {
        assertThat(beat(3)).isNull();
        assertThat(after(5 * SECOND - 1, 6)).isNull();

        assertDegrades(after(1, 6), Cause.LOSSY);
    }

    @Test
    void tooFewBadEdgesAreNoCondition() {
        beat(2);
        assertThat(after(60 * SECOND, 2)).isNull();
    }

    @Test
    void aBreakStartsTheFiveSecondsAnew() {
        beat(4);
        after(3 * SECOND, 4);
        beat(0);
        beat(4);

        assertThat(after(4 * SECOND, 4)).isNull();
    }

    @Test
    void whoIsAccusedButReachedIsPartlyCut() {
        assertThat(beat(8)).as("nobody has tried yet").isNull();
        scene.secondOpinion.ask(SUBJECT, scene.now);
        for (int coordinator = 1; coordinator <= 2; coordinator++) {
            scene.secondOpinion.answered(
                    coordinator, SUBJECT, scene.questions.last().round(), 3, scene.now);
        }

        assertDegrades(after(MILLI, 8), Cause.PARTLY_CUT);
        assertThat(after(10 * SECOND, 8)).as("an answer of long ago").isNull();
    }

    @Test
    void aLowScoreForTenSecondsDegrades() {
        score = 49;
        beat(0);
        assertThat(after(10 * SECOND - 1, 0)).isNull();

        assertDegrades(after(1, 0), Cause.SCORE_LOW);
    }

    @Test
    void aScoreOfAReportThatDoesNotCountAnyMoreSaysNothing() {
        score = 10;
        beat(0);
        scene.pass(3 * SECOND + 1);
        due();
        scene.pass(20 * SECOND);

        assertThat(due()).isNull();
    }

    private void degrade(Cause cause) {
        commit(new Command.Degrade(scene.target(SUBJECT), cause, "as the test says"));
    }

    @Test
    void itIsClearTenSecondsAfterTheLastBadEdges() {
        beat(4);
        degrade(Cause.LOSSY);
        assertThat(beat(4)).isNull();
        assertThat(after(10 * SECOND - 1, 2)).isNull();

        assertThat(after(1, 0)).isEqualTo(new Command.Restore(scene.target(SUBJECT)));
    }

    @Test
    void aLowScoreIsClearedByThirtySecondsAboveSixtyFive() {
        score = 40;
        beat(0);
        commit(after(10 * SECOND, 0));
        assertThat(scene.member(SUBJECT).status()).isEqualTo(MemberStatus.DEGRADED);
        score = 66;
        beat(0);
        assertThat(after(30 * SECOND - 1, 0)).isNull();

        assertThat(after(1, 0)).isInstanceOf(Command.Restore.class);
    }

    @Test
    void aNewLeaderDoesNotClearAtItsFirstLook() {
        beat(0);
        degrade(Cause.LOSSY);
        condition = new Condition(scene.evidence);
        assertThat(beat(0)).isNull();
        assertThat(after(10 * SECOND - 1, 0)).isNull();

        assertThat(after(1, 0)).isInstanceOf(Command.Restore.class);
    }

    @Test
    void aNewLeaderClearsALowScoreByTheSameRule() {
        score = 60;
        beat(0);
        degrade(Cause.SCORE_LOW);
        condition = new Condition(scene.evidence);
        beat(0);
        assertThat(after(60 * SECOND, 0)).isNull();
        score = 70;
        beat(0);

        assertThat(after(30 * SECOND, 0)).isInstanceOf(Command.Restore.class);
    }

    @Test
    void whatIsForgottenIsJudgedAnew() {
        score = 10;
        beat(4);
        condition.forget(SUBJECT);

        assertThat(after(9 * SECOND, 4)).isNull();
        assertThat(after(4 * SECOND, 4)).isNull();
        assertDegrades(after(SECOND, 4), Cause.LOSSY);
    }

    @Test
    void itSaysWhatItSaw() {
        beat(4);
        assertThat(after(5 * SECOND, 4))
                .isInstanceOfSatisfying(
                        Command.Degrade.class,
                        due -> assertThat(due.evidence())
                                .isEqualTo("some observers lose too much of it: 4 of 10 edges bad, score 100"));
    }

    @Test
    void whoJoinedIsHealthyAfterThreeBeatsOfEnoughObservers() {
        Confirmation confirmation = new Confirmation(scene.evidence);
        beat(3);
        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isFalse();
        after(3 * SECOND - 1, 3);
        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isFalse();
        after(1, 3);

        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isTrue();
        after(MILLI, 4);
        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isFalse();
        after(MILLI, 3);
        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isFalse();
    }

    @Test
    void whereNobodyWatchesItsOwnReportsMustHaveComeForAsLong() {
        Confirmation confirmation = new Confirmation(scene.evidence);
        scene.finds(SUBJECT);
        confirmation.isDue(scene.member(SUBJECT), scene.now);
        scene.pass(2 * SECOND + 1);
        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isFalse();

        scene.finds(SUBJECT);
        confirmation.isDue(scene.member(SUBJECT), scene.now);
        scene.pass(2 * SECOND);
        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isFalse();
        scene.finds(SUBJECT);
        scene.pass(SECOND);
        assertThat(confirmation.isDue(scene.member(SUBJECT), scene.now)).isTrue();
    }

    @Test
    void whatIsUnderWayIsNotProposedAgain() {
        scene.proposals.made(5, new Command.Remove(List.of(scene.target(SUBJECT))), scene.now);
        assertThat(scene.evidence.isJudged(scene.member(SUBJECT))).isFalse();
        assertThat(scene.evidence.isJudged(scene.member(6))).isTrue();

        scene.proposals.giveUpOld(scene.now + 2 * SECOND);
        assertThat(scene.evidence.isJudged(scene.member(SUBJECT))).isFalse();
        scene.proposals.giveUpOld(scene.now + 2 * SECOND + 1);
        assertThat(scene.evidence.isJudged(scene.member(SUBJECT))).isTrue();
    }

    @Test
    void aProposalEndsOnceAndOnlyTheLastOneKeepsItsTarget() {
        Command remove = new Command.Remove(List.of(scene.target(SUBJECT)));
        scene.proposals.made(5, remove, scene.now);
        scene.proposals.made(6, remove, scene.now + 1);

        assertThat(scene.proposals.ended(5)).hasValue(scene.now);
        assertThat(scene.proposals.ended(5)).isEmpty();
        assertThat(scene.proposals.isUnderWay(scene.member(SUBJECT))).isTrue();
        assertThat(scene.proposals.ended(6)).hasValue(scene.now + 1);
        assertThat(scene.proposals.isUnderWay(scene.member(SUBJECT))).isFalse();
    }
}
