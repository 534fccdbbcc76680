package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.state.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two ways out of UNREACHABLE. */
final class ReturnAndRemovalTest {

    private static final int LOST = 7;

    private final Scene scene = new Scene(11);
    private final WayBack wayBack = new WayBack(scene.evidence);
    private final Removal removal = new Removal(scene.evidence, scene.now);

    ReturnAndRemovalTest() {
        scene.lose(LOST);
    }

    private Member lost() {
        return scene.member(LOST);
    }

    private void hear(int observers) {
        int hearing = 0;
        for (int n = 1; n <= 11; n++) {
            if (n != LOST) {
                if (++hearing <= observers) {
                    scene.finds(n);
                } else {
                    scene.finds(n, LOST);
                }
            }
        }
    }

    @Test
    void enoughObserversForThreeBeatsBringItBack() {
        hear(7);
        assertThat(wayBack.due(lost(), scene.now)).isNull();
        scene.pass(3 * SECOND - 1);
        hear(7);
        assertThat(wayBack.due(lost(), scene.now)).isNull();
        scene.pass(1);

        assertThat(wayBack.due(lost(), scene.now)).isEqualTo(Cause.HEARD_AGAIN);
    }

    @Test
    void tooFewObserversDoNot() {
        hear(6);
        wayBack.due(lost(), scene.now);
        scene.pass(3 * SECOND);

        assertThat(wayBack.due(lost(), scene.now)).isNull();
    }

    @Test
    void aBreakStartsTheThreeBeatsAnew() {
        hear(10);
        wayBack.due(lost(), scene.now);
        scene.pass(2 * SECOND);
        hear(6);
        wayBack.due(lost(), scene.now);
        hear(10);
        wayBack.due(lost(), scene.now);
        scene.pass(2 * SECOND);

        assertThat(wayBack.due(lost(), scene.now)).isNull();
    }

    @Test
    void theAbsenceOfAccusationsProvesNothing() {
        wayBack.due(lost(), scene.now);
        scene.pass(60 * SECOND);

        assertThat(wayBack.due(lost(), scene.now)).isNull();
        assertThat(scene.questions.asked).as("it does not report either").isEmpty();
    }

    @Test
    void theSecondOpinionForThreeBeatsBringsWhoStillReportsBack() {
        hear(0);
        Cause back = null;
        for (int round = 0; round <= 3; round++) {
            assertThat(back).isNull();
            scene.finds(LOST);
            wayBack.due(lost(), scene.now);
            scene.secondOpinion.answered(1, LOST, scene.questions.last().round(), 3, scene.now);
            scene.secondOpinion.answered(2, LOST, scene.questions.last().round(), 3, scene.now);
            back = wayBack.due(lost(), scene.now);
            scene.pass(SECOND);
        }

        assertThat(back).isEqualTo(Cause.SECOND_OPINION);
    }

    @Test
    void whoIsReachedAndThenHeardDoesNotBeginAnew() {
        Cause back = null;
        for (int round = 0; round <= 3; round++) {
            assertThat(back).isNull();
            hear(round < 2 ? 0 : 10);
            scene.finds(LOST);
            wayBack.due(lost(), scene.now);
            scene.secondOpinion.answered(1, LOST, scene.questions.last().round(), 3, scene.now);
            scene.secondOpinion.answered(2, LOST, scene.questions.last().round(), 3, scene.now);
            back = wayBack.due(lost(), scene.now);
            scene.pass(SECOND);
        }

        assertThat(back).isEqualTo(Cause.SECOND_OPINION);
    }

    @Test
    void whoIsHeardFromTheStartIsNotPinged() {
        hear(10);
        scene.finds(LOST);
        wayBack.due(lost(), scene.now);

        assertThat(scene.questions.asked).isEmpty();
    }

    @Test
    void whatWasHeardBeforeItWasFoundIsForgotten() {
        hear(10);
        wayBack.due(lost(), scene.now);
        scene.apply(new Command.Find(List.of(scene.target(LOST)), Cause.HEARD_AGAIN));
        wayBack.retainLost();
        scene.lose(LOST);
        scene.pass(10 * SECOND);
        hear(10);

        assertThat(wayBack.due(lost(), scene.now)).isNull();
    }

    @Test
    void retainingTheLostForgetsNoneOfThem() {
        hear(10);
        wayBack.due(lost(), scene.now);
        wayBack.retainLost();
        scene.pass(3 * SECOND);
        hear(10);

        assertThat(wayBack.due(lost(), scene.now)).isEqualTo(Cause.HEARD_AGAIN);
    }

    private void lastHeard(int millisAgo) {
        for (int n = 1; n <= 3; n++) {
            scene.reports(n, new EdgeReport(LOST, EdgeVerdict.SILENT, 0, millisAgo));
        }
    }

    @Test
    void itIsDueTheFailureTimeoutAfterTheLastBeatThatAnybodyHeard() {
        scene.pass(60 * SECOND);
        lastHeard(9_000);
        scene.reports(5, new EdgeReport(LOST, EdgeVerdict.SILENT, 0, 5_000));

        assertThat(removal.dueInNanos(lost(), scene.now)).isEqualTo(10 * SECOND);
        lastHeard(15_000);
        scene.reports(5, new EdgeReport(LOST, EdgeVerdict.SILENT, 0, 15_000));
        assertThat(removal.dueInNanos(lost(), scene.now)).isZero();
    }

    @Test
    void itsOwnReportIsASignOfLife() {
        scene.pass(60 * SECOND);
        lastHeard(14_000);
        scene.finds(LOST);
        scene.pass(SECOND);
        lastHeard(15_000);

        assertThat(removal.dueInNanos(lost(), scene.now)).isEqualTo(14 * SECOND);
    }

    @Test
    void ofWhomNobodyReportsANewLeaderCountsFromTheCapBeforeItTookOver() {
        assertThat(removal.dueInNanos(lost(), scene.now)).isEqualTo(10_500 * MILLI);
    }

    @Test
    void somebodyMustHaveLooked() {
        assertThat(removal.isBeyondDoubt(lost(), scene.now)).isFalse();
        assertThat(scene.questions.asked).as("so the stand-in looks").hasSize(1);

        lastHeard(20_000);
        assertThat(removal.isBeyondDoubt(lost(), scene.now)).isTrue();
    }

    @Test
    void aStandInThatDoesNotReachItHasLooked() {
        removal.isBeyondDoubt(lost(), scene.now);
        scene.pass(1_250 * MILLI);

        assertThat(removal.isBeyondDoubt(lost(), scene.now)).isTrue();
    }

    @Test
    void aStandInThatReachesItKeepsIt() {
        removal.isBeyondDoubt(lost(), scene.now);
        scene.standIn.answered(2, LOST, scene.questions.last().round(), 1, scene.now);

        assertThat(removal.isBeyondDoubt(lost(), scene.now)).isFalse();
    }

    @Test
    void oneGoodEdgeOfThreeBeatsKeepsIt() {
        lastHeard(20_000);
        scene.reports(5, new EdgeReport(LOST, EdgeVerdict.GOOD, 3_000, 15_000));
        assertThat(removal.isBeyondDoubt(lost(), scene.now)).isFalse();

        scene.reports(5, new EdgeReport(LOST, EdgeVerdict.GOOD, 2_999, 15_000));
        assertThat(removal.isBeyondDoubt(lost(), scene.now)).isTrue();
    }
}
