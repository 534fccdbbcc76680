package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message.Trial;
import io.bellwether.protocol.state.Command.Lose.Loss;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LossVerdictTest {

    private final Scene scene = new Scene(11);
    private final LossVerdict verdict = new LossVerdict(scene.evidence, () -> 1);

    /** These observers find these subjects silent; of the other members all is said to be well. */
    private void find(int observers, long... silent) {
        List<Long> subjects = new ArrayList<>();
        for (long subject : silent) {
            subjects.add(subject);
        }
        int accusing = 0;
        for (int n = 1; n <= 11; n++) {
            if (!subjects.contains((long) n)) {
                scene.finds(n, ++accusing <= observers ? silent : new long[0]);
            }
        }
    }

    private List<Loss> due(long... subjects) {
        List<Tally> suspects = new ArrayList<>();
        for (long subject : subjects) {
            suspects.add(scene.tally(subject));
        }
        return verdict.due(suspects, scene.now);
    }

    @Test
    void whoIsAccusedIsCommittedAfterThreeTenthsOfABeat() {
        find(10, 7);
        assertThat(due(7)).isEmpty();
        scene.pass(300 * MILLI - 1);
        assertThat(due(7)).isEmpty();
        scene.pass(1);

        assertThat(due(7)).singleElement().satisfies(loss -> {
            assertThat(loss.target()).isEqualTo(scene.target(7));
            assertThat(loss.cause()).isEqualTo(Cause.OBSERVERS);
            assertThat(loss.evidence()).startsWith("10 of 10 observers find it bad: 1 SILENT 2 SILENT 3 SILENT");
        });
    }

    @Test
    void thoseThatDieTogetherAreOneCommit() {
        for (int n = 1; n <= 11; n++) {
            if (n != 7 && n != 8) {
                scene.finds(n, 7);
            }
        }
        due(7);
        scene.pass(100 * MILLI);
        find(9, 7, 8);
        due(7, 8);
        scene.pass(200 * MILLI);

        assertThat(due(7, 8)).hasSize(2);
    }

    @Test
    void whoIsOnItsWayIsWaitedForAtMostOneSecond() {
        find(10, 7);
        due(7);
        for (int n = 1; n <= 3; n++) {
            scene.finds(n, 7, 8);
        }
        scene.pass(999 * MILLI);
        assertThat(scene.tally(8).isBetween()).isTrue();
        assertThat(due(7, 8)).isEmpty();
        scene.pass(MILLI);

        assertThat(due(7, 8)).hasSize(1);
    }

    @Test
    void nobodyWaitsForWhoHasBeenLossyForLong() {
        find(3, 8);
        due(8);
        scene.pass(2 * SECOND + 1);
        for (int n = 1; n <= 11; n++) {
            if (n != 7 && n != 8) {
                scene.finds(n, n <= 3 ? new long[] {7, 8} : new long[] {7});
            }
        }
        due(7, 8);
        scene.pass(300 * MILLI);

        assertThat(due(7, 8)).hasSize(1);
    }

    @Test
    void whoHasBeenLossyForABeatAndStillReportsIsAskedAhead() {
        find(3, 8);
        scene.finds(8);
        due(8);
        scene.pass(SECOND - 1);
        due(8);
        assertThat(scene.questions.asked).isEmpty();
        scene.pass(1);
        due(8);
        assertThat(scene.questions.asked).hasSize(1);
    }

    @Test
    void theWaitStartsAnewWhenNobodyWasAccused() {
        find(10, 7);
        due(7);
        find(0);
        due();
        scene.pass(2 * SECOND + 1);
        find(10, 7);

        assertThat(due(7)).isEmpty();
    }

    @Test
    void whoStillReportsIsNotCommittedBeforeTheSecondOpinion() {
        find(10, 7);
        scene.finds(7);
        due(7);
        scene.pass(SECOND);
        scene.finds(7);
        assertThat(due(7)).isEmpty();
        assertThat(scene.questions.asked).hasSize(1);
        scene.pass(250 * MILLI);

        assertThat(due(7)).as("nobody answered").hasSize(1);
    }

    @Test
    void whomTheCoordinatorsReachIsNotCommitted() {
        find(10, 7);
        scene.finds(7);
        due(7);
        scene.secondOpinion.answered(1, 7, scene.questions.last().round(), 3, scene.now);
        scene.secondOpinion.answered(2, 7, scene.questions.last().round(), 3, scene.now);
        scene.pass(900 * MILLI);

        assertThat(due(7)).isEmpty();
    }

    @Test
    void aReportOlderThanTwoBeatsAsksForNoSecondOpinion() {
        scene.finds(7);
        scene.pass(2 * SECOND + 1);
        find(10, 7);
        due(7);
        scene.pass(300 * MILLI);

        assertThat(due(7)).hasSize(1);
        assertThat(scene.questions.asked).isEmpty();
    }

    @Test
    void aReportOfTwoBeatsAgoDoes() {
        scene.finds(7);
        scene.pass(2 * SECOND);
        find(10, 7);
        due(7);

        assertThat(scene.questions.asked).hasSize(1);
    }

    @Test
    void whomOnlyOneWatchesIsTriedByTheStandInBeforeItIsLost() {
        scene.finds(3, 7);
        assertThat(due(7)).isEmpty();
        assertThat(scene.questions.last().how()).isEqualTo(Trial.STAND_IN);
        scene.pass(1_250 * MILLI);
        scene.finds(3, 7);

        assertThat(due(7)).extracting(Loss::cause).containsExactly(Cause.STAND_IN);
    }

    @Test
    void whomTheStandInReachesIsNotLost() {
        scene.finds(3, 7);
        due(7);
        scene.standIn.answered(2, 7, scene.questions.last().round(), 1, scene.now);
        scene.pass(500 * MILLI);

        assertThat(due(7)).isEmpty();
    }

    @Test
    void theLeaderItselfIsNeverTheSubjectOfTheStandIn() {
        scene.finds(3, 1);
        due(1);

        assertThat(scene.questions.asked).isEmpty();
    }

    @Test
    void oneGoodEdgeAndNoBadOneIsNoCaseForTheStandIn() {
        scene.reports(3, new EdgeReport[] {Scene.good(7)});
        due(7);

        assertThat(scene.questions.asked).isEmpty();
    }
}
