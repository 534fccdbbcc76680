package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.authority.Inquiry.Standing;
import io.bellwether.protocol.authority.Scene.Questions;
import io.bellwether.protocol.message.Message.Trial;
import org.junit.jupiter.api.Test;

final class InquiryTest {

    private static final long START = Scene.beforeItWraps();
    private static final long SUBJECT = 7;

    private final Questions questions = new Questions();
    private final Inquiry secondOpinion = new Inquiry(Trial.PING, SECOND, SECOND, questions);
    private final Inquiry standIn = new Inquiry(Trial.STAND_IN, SECOND, SECOND, questions);

    private void answered(Inquiry inquiry, long coordinator, int answers, long now) {
        inquiry.answered(coordinator, SUBJECT, questions.last().round(), answers, now);
    }

    @Test
    void itAsksOnceAndWaits() {
        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.ASKING);
        assertThat(secondOpinion.ask(SUBJECT, START + 1_249 * MILLI)).isEqualTo(Standing.ASKING);

        assertThat(questions.asked).containsExactly(new Questions.Asked(SUBJECT, 1, Trial.PING));
    }

    @Test
    void aQuestionOfLongAgoThatNobodyWaitedForSaysNothingAboutNow() {
        secondOpinion.ask(SUBJECT, START);
        long later = START + 10 * SECOND;
        assertThat(secondOpinion.ask(SUBJECT, later)).isEqualTo(Standing.ASKING);
        assertThat(questions.asked).hasSize(2);
        answered(secondOpinion, 1, 3, later);
        answered(secondOpinion, 2, 3, later);
        assertThat(secondOpinion.ask(SUBJECT, later)).isEqualTo(Standing.REACHED);
    }

    @Test
    void anAnswerThatComesTooLateIsNone() {
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, 1, 3, START + SECOND);
        answered(secondOpinion, 2, 3, START + 1_250 * MILLI);
        assertThat(secondOpinion.ask(SUBJECT, START + 1_250 * MILLI)).isEqualTo(Standing.NOT_REACHED);
    }

    @Test
    void aMajorityWithThreeOfThreeReachesIt() {
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, 1, 3, START + SECOND);
        assertThat(secondOpinion.ask(SUBJECT, START + SECOND)).isEqualTo(Standing.ASKING);
        answered(secondOpinion, 2, 3, START + SECOND);

        assertThat(secondOpinion.ask(SUBJECT, START + SECOND)).isEqualTo(Standing.REACHED);
    }

    @Test
    void twoOfThreeAnswersAreNoFullOpinion() {
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, 1, 3, START + SECOND);
        answered(secondOpinion, 2, 2, START + SECOND);
        answered(secondOpinion, 3, 2, START + SECOND);

        assertThat(secondOpinion.ask(SUBJECT, START + SECOND)).isEqualTo(Standing.NOT_REACHED);
    }

    @Test
    void halfOfTheVotersAreNoMajority() {
        questions.voters = 4;
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, 1, 3, START);
        answered(secondOpinion, 2, 3, START);

        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.ASKING);
        answered(secondOpinion, 3, 3, START);
        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.REACHED);
    }

    @Test
    void oneCoordinatorThatAnswersTwiceIsOne() {
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, 1, 3, START);
        answered(secondOpinion, 1, 3, START);

        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.ASKING);
    }

    @Test
    void whoDoesNotAnswerInTimeDidNotReachIt() {
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, 1, 3, START);

        assertThat(secondOpinion.ask(SUBJECT, START + 1_250 * MILLI - 1)).isEqualTo(Standing.ASKING);
        assertThat(secondOpinion.ask(SUBJECT, START + 1_250 * MILLI)).isEqualTo(Standing.NOT_REACHED);
    }

    @Test
    void aSubjectThatIsAVoterCountsAsAnsweredWhateverItSaysItself() {
        questions.voterSubjects.add(SUBJECT);
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, SUBJECT, 0, START);
        answered(secondOpinion, 1, 0, START);
        assertThat(secondOpinion.ask(SUBJECT, START))
                .as("the third may still say yes")
                .isEqualTo(Standing.ASKING);
        answered(secondOpinion, 2, 3, START);

        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.REACHED);
    }

    @Test
    void aSubjectThatIsAVoterIsNotWaitedFor() {
        questions.voterSubjects.add(SUBJECT);
        secondOpinion.ask(SUBJECT, START);
        answered(secondOpinion, 1, 0, START);
        answered(secondOpinion, 2, 0, START);

        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.NOT_REACHED);
    }

    @Test
    void answersToAnotherRoundOrAboutAnotherSubjectAreIgnored() {
        secondOpinion.ask(SUBJECT, START);
        for (long coordinator = 1; coordinator <= 3; coordinator++) {
            secondOpinion.answered(coordinator, SUBJECT, 99, 3, START);
            secondOpinion.answered(coordinator, 8, 1, 3, START);
        }

        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.ASKING);
    }

    @Test
    void anAnswerHoldsForItsTimeThenItAsksAgain() {
        reach(START);
        assertThat(secondOpinion.ask(SUBJECT, START + SECOND - 1)).isEqualTo(Standing.REACHED);
        assertThat(questions.asked).hasSize(1);

        assertThat(secondOpinion.ask(SUBJECT, START + SECOND))
                .as("while the next round runs")
                .isEqualTo(Standing.REACHED);
        assertThat(questions.asked).hasSize(2);
        assertThat(secondOpinion.ask(SUBJECT, START + SECOND + 1_250 * MILLI)).isEqualTo(Standing.NOT_REACHED);
    }

    private void reach(long now) {
        secondOpinion.ask(SUBJECT, now);
        answered(secondOpinion, 1, 3, now);
        answered(secondOpinion, 2, 3, now);
    }

    @Test
    void itCountsFromTheFirstRoundThatReachedItWithoutABreak() {
        assertThat(secondOpinion.reachedForNanos(SUBJECT, START)).isEqualTo(-1);
        reach(START);
        reach(START + SECOND);
        reach(START + 2 * SECOND);
        assertThat(secondOpinion.reachedForNanos(SUBJECT, START + 2 * SECOND)).isEqualTo(2 * SECOND);

        secondOpinion.ask(SUBJECT, START + 3 * SECOND);
        assertThat(secondOpinion.reachedForNanos(SUBJECT, START + 5 * SECOND)).isEqualTo(-1);
        reach(START + 6 * SECOND);
        assertThat(secondOpinion.reachedForNanos(SUBJECT, START + 6 * SECOND)).isZero();
    }

    @Test
    void anAnswerOfLongAgoSaysNothingAboutNow() {
        reach(START);

        assertThat(secondOpinion.reachedForNanos(SUBJECT, START + 2 * SECOND)).isEqualTo(2 * SECOND);
        assertThat(secondOpinion.reachedForNanos(SUBJECT, START + 2 * SECOND + 1))
                .isEqualTo(-1);
        assertThat(secondOpinion.ask(SUBJECT, START + 2 * SECOND + 1)).isEqualTo(Standing.ASKING);
        answered(secondOpinion, 1, 3, START + 3 * SECOND);
        answered(secondOpinion, 2, 3, START + 3 * SECOND);
        assertThat(secondOpinion.reachedForNanos(SUBJECT, START + 3 * SECOND)).isEqualTo(SECOND - 1);
    }

    @Test
    void theStandInNeedsOneSuccessOfOneCoordinator() {
        standIn.ask(SUBJECT, START);
        answered(standIn, 1, 0, START);
        answered(standIn, 2, 0, START);
        assertThat(standIn.ask(SUBJECT, START)).isEqualTo(Standing.ASKING);
        answered(standIn, 3, 1, START);

        assertThat(standIn.ask(SUBJECT, START)).isEqualTo(Standing.REACHED);
    }

    @Test
    void whenAllFailedTheStandInKnowsAtOnce() {
        standIn.ask(SUBJECT, START);
        answered(standIn, 1, 0, START);
        answered(standIn, 2, 0, START);
        answered(standIn, 3, 0, START);

        assertThat(standIn.ask(SUBJECT, START)).isEqualTo(Standing.NOT_REACHED);
    }

    @Test
    void whatIsForgottenIsAskedAnew() {
        reach(START);
        secondOpinion.forget(SUBJECT);
        assertThat(secondOpinion.reachedForNanos(SUBJECT, START)).isEqualTo(-1);

        reach(START);
        secondOpinion.clear();
        assertThat(secondOpinion.ask(SUBJECT, START)).isEqualTo(Standing.ASKING);
        assertThat(questions.asked).hasSize(3);
    }
}
