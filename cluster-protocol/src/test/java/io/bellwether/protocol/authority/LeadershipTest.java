package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Command.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a leader looks at what, and what it keeps back. */
final class LeadershipTest {

    private static final int MEMBERS = 6;

    private final Scene scene = new Scene(MEMBERS);
    private final List<Command> proposed = new ArrayList<>();
    private final Leadership leadership = new Leadership(scene.evidence, () -> 1, proposed::add, scene.now, scene.now);
    /** By member, how long ago its last beat came; all others are well. */
    private final Map<Integer, Integer> silentMillis = new TreeMap<>();

    /** Everybody that is not silent reports. */
    private void report() {
        for (int n = 1; n <= MEMBERS; n++) {
            if (!silentMillis.containsKey(n)) {
                scene.reports(n, edges(n));
            }
        }
    }

    private EdgeReport[] edges(int of) {
        List<EdgeReport> edges = new ArrayList<>();
        for (int n = 1; n <= MEMBERS; n++) {
            Integer silent = silentMillis.get(n);
            if (n != of) {
                edges.add(silent == null ? Scene.good(n) : new EdgeReport(n, EdgeVerdict.SILENT, 0, silent));
            }
        }
        return edges.toArray(EdgeReport[]::new);
    }

    /** What it proposes after this time. */
    private List<Command> judgeAfter(long nanos) {
        proposed.clear();
        scene.pass(nanos);
        leadership.judge(scene.now);
        return List.copyOf(proposed);
    }

    /** Long after the take-over, with nothing to wait for. */
    private void settle() {
        scene.pass(60 * SECOND);
        leadership.judge(scene.now);
    }

    private Command remove(long... members) {
        List<Target> targets = new ArrayList<>();
        for (long n : members) {
            targets.add(scene.target(n));
        }
        return new Command.Remove(targets);
    }

    @Test
    void aNewLeaderJudgesNothingForOneBeat() {
        scene.book.put(3, scene.report(false, 100), 20 * SECOND, true, scene.now);
        silentMillis.put(3, 20_000);
        scene.lose(3);
        report();

        assertThat(judgeAfter(0)).isEmpty();
        assertThat(judgeAfter(SECOND - 1)).isEmpty();
        assertThat(judgeAfter(1)).containsExactly(remove(3));
    }

    @Test
    void nobodyIsAccusedBeforeItIsTime() {
        long cap = scene.profile.silenceCap().toNanos();
        var first = new Leadership(scene.evidence, () -> 1, proposed::add, scene.now + cap, scene.now);
        silentMillis.put(3, 9_000);
        proposed.clear();
        for (long passed = 0; passed < cap; passed += SECOND / 2) {
            report();
            first.judge(scene.now);
            assertThat(proposed).as("after %d ms", passed / MILLI).isEmpty();
            scene.pass(SECOND / 2);
        }

        for (int i = 0; i < 4 && proposed.isEmpty(); i++) {
            report();
            first.judge(scene.now);
            scene.pass(SECOND / 2);
        }
        assertThat(proposed)
                .singleElement()
                .isInstanceOfSatisfying(
                        Command.Lose.class,
                        lose -> assertThat(lose.losses())
                                .extracting(Command.Lose.Loss::target)
                                .containsExactly(scene.target(3)));
    }

    @Test
    void oneThatWasAwayDoesNotEither() {
        settle();
        silentMillis.put(3, 20_000);
        scene.lose(3);
        report();
        leadership.judgeNothingForABeat(scene.now);

        assertThat(leadership.deadlineNanos(scene.now)).isEqualTo(scene.now + SECOND);
        assertThat(judgeAfter(SECOND - 1)).isEmpty();
        assertThat(judgeAfter(1)).containsExactly(remove(3));
    }

    @Test
    void itJudgesTwentyTimesABeat() {
        settle();

        assertThat(leadership.deadlineNanos(scene.now)).isEqualTo(scene.now + 50 * MILLI);
    }

    @Test
    void whoDieTogetherLeaveTogether() {
        settle();
        silentMillis.put(3, 15_000);
        silentMillis.put(4, 14_500);
        scene.lose(3, 4);
        report();

        assertThat(judgeAfter(0)).as("4 is due in half a beat").isEmpty();
        assertThat(judgeAfter(500 * MILLI - 1)).isEmpty();
        assertThat(judgeAfter(1)).containsExactly(remove(3, 4));
    }

    @Test
    void whoIsDueABeatLaterIsNotWaitedFor() {
        settle();
        silentMillis.put(3, 15_000);
        silentMillis.put(4, 14_000);
        scene.lose(3, 4);
        report();

        assertThat(judgeAfter(0)).containsExactly(remove(3));
    }

    @Test
    void thoseThatFollowAreWaitedForAtMostOneBeat() {
        settle();
        silentMillis.put(3, 15_000);
        silentMillis.put(4, 14_100);
        silentMillis.put(5, 13_100);
        scene.lose(3, 4, 5);
        report();

        assertThat(judgeAfter(0)).isEmpty();
        assertThat(judgeAfter(SECOND - 1)).as("4 is due too, and 5 soon").isEmpty();
        assertThat(judgeAfter(1)).containsExactly(remove(3, 4));
    }

    @Test
    void whoseEdgeIsGoodIsNotRemoved() {
        settle();
        silentMillis.put(3, 20_000);
        scene.lose(3);
        report();
        scene.reports(2, new EdgeReport(3, EdgeVerdict.GOOD, 60_000, 20_000));

        assertThat(judgeAfter(0)).isEmpty();
        report();
        assertThat(judgeAfter(0)).containsExactly(remove(3));
    }

    @Test
    void whileMoreThanHalfIsGoneRemovalIsNotEvenProposed() {
        settle();
        for (int n = 3; n <= MEMBERS; n++) {
            silentMillis.put(n, 20_000);
        }
        scene.lose(3, 4, 5, 6);
        report();

        assertThat(scene.state.removalRefused()).isNotNull();
        assertThat(judgeAfter(0)).isEmpty();
    }

    /** Nobody watches the second of two members, because the first doubts itself. */
    private static final class Lonely {
        final Scene scene = new Scene(2);
        final List<Command> proposed = new ArrayList<>();
        final Leadership leadership = new Leadership(scene.evidence, () -> 1, proposed::add, scene.now, scene.now);

        void judgeAfter(long nanos) {
            scene.pass(nanos);
            scene.book.put(1, scene.report(true, 100), 0, true, scene.now);
            leadership.judge(scene.now);
        }
    }

    @Test
    void theStandInKnocksWhenTheCapHasPassedAndNotWhenItWillSoon() {
        Lonely lonely = new Lonely();
        lonely.scene.reports(2, Scene.good(1));

        lonely.judgeAfter(4 * SECOND);
        lonely.judgeAfter(500 * MILLI);
        assertThat(lonely.scene.questions.asked).isEmpty();
        lonely.judgeAfter(1);
        assertThat(lonely.scene.questions.asked).hasSize(1);
    }

    @Test
    void whoIsLostIsNotLostOnceMoreBeforeTheNextSurvey() {
        Lonely lonely = new Lonely();
        lonely.judgeAfter(5 * SECOND);
        lonely.judgeAfter(1_300 * MILLI);
        assertThat(lonely.proposed).hasSize(1).allMatch(Command.Lose.class::isInstance);
        lonely.scene.lose(2);

        lonely.judgeAfter(50 * MILLI);
        assertThat(lonely.proposed).hasSize(1);
    }

    @Test
    void whoMovedIsHeardFromTheStart() {
        settle();
        scene.lose(3);
        report();
        judgeAfter(0);
        leadership.forget(3);
        scene.pass(3 * SECOND);
        report();

        assertThat(judgeAfter(0)).isEmpty();
        scene.pass(3 * SECOND);
        report();
        assertThat(judgeAfter(0)).containsExactly(new Command.Find(List.of(scene.target(3)), Cause.HEARD_AGAIN));
    }

    @Test
    void whoWasFoundAndIsLostAgainIsHeardFromTheStart() {
        settle();
        scene.lose(3);
        report();
        judgeAfter(0);
        scene.apply(new Command.Find(List.of(scene.target(3)), Cause.HEARD_AGAIN));
        judgeAfter(0);
        scene.lose(3);
        scene.pass(3 * SECOND);
        report();

        assertThat(judgeAfter(0)).isEmpty();
    }

    @Test
    void whomTheTableKeepsIsNotProposedForRemovalAndItIsSaidWhy() {
        settle();
        silentMillis.put(3, 20_000);
        scene.apply(new Command.Maintain(new NodeId("3"), "an upgrade", Duration.ofHours(1)));
        scene.lose(3);
        report();

        assertThat(judgeAfter(SECOND)).isEmpty();
        assertThat(leadership.explainRemoval(scene.member(3), scene.now).obstacle())
                .isEqualTo("an operator answers for it");

        scene.apply(new Command.EndMaintenance(new NodeId("3")));
        report();
        assertThat(judgeAfter(SECOND)).containsExactly(remove(3));
    }

    @Test
    void whoMovedIsAskedAboutAnew() {
        scene.standIn.ask(3, scene.now);
        scene.secondOpinion.ask(3, scene.now);
        leadership.forget(3);
        scene.standIn.ask(3, scene.now);
        scene.secondOpinion.ask(3, scene.now);

        assertThat(scene.questions.asked).hasSize(4);
    }

    /** One more member has joined, and everybody hears it. */
    private List<Command> newcomerIsHeardFor(long nanos) {
        scene.pass(nanos);
        for (int n = 1; n <= MEMBERS + 1; n++) {
            scene.finds(n);
        }
        return judgeAfter(0);
    }

    @Test
    void aNewcomerThatMovedIsWellFromTheStart() {
        settle();
        scene.join(7, false);
        newcomerIsHeardFor(SECOND);
        leadership.forget(7);
        assertThat(newcomerIsHeardFor(3 * SECOND)).isEmpty();

        assertThat(newcomerIsHeardFor(3 * SECOND)).containsExactly(new Command.Confirm(List.of(scene.target(7))));
    }

    @Test
    void whatIsUnderWayIsNotProposedAgain() {
        settle();
        scene.join(7, false);
        newcomerIsHeardFor(SECOND);
        Command confirm = new Command.Confirm(List.of(scene.target(7)));
        scene.proposals.made(1, confirm, scene.now);
        assertThat(newcomerIsHeardFor(3 * SECOND)).isEmpty();
        scene.proposals.ended(1);

        assertThat(newcomerIsHeardFor(SECOND)).containsExactly(confirm);
    }
}
