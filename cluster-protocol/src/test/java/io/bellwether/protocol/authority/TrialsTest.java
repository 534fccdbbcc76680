package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.message.Message.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrialsTest {

    private static final long START = Scene.beforeItWraps();

    private final List<String> made = new ArrayList<>();
    private final Trials trials = new Trials(SECOND, (subject, round, how, attempt) -> made.add(how + " " + attempt));

    private void answer(int attempt) {
        trials.succeeded(7, 20, Trial.PING, attempt);
    }

    @Test
    void threeAttemptsAreAQuarterOfTheTimeApart() {
        trials.start(1, 7, 20, Trial.PING, START);
        assertThat(made).containsExactly("PING 0");

        trials.advance(START + 250 * MILLI - 1);
        assertThat(made).hasSize(1);
        trials.advance(START + 250 * MILLI);
        assertThat(made).containsExactly("PING 0", "PING 1");
        trials.advance(START + 500 * MILLI - 1);
        assertThat(made).hasSize(2);
        trials.advance(START + 999 * MILLI);
        assertThat(made).containsExactly("PING 0", "PING 1", "PING 2");
    }

    @Test
    void itSaysWhenItHasSomethingToDo() {
        assertThat(trials.deadlineNanos(START + 5)).isEqualTo(START + 5);
        trials.start(1, 7, 20, Trial.PING, START);
        assertThat(trials.deadlineNanos(START + SECOND)).isEqualTo(START + 250 * MILLI);
        trials.advance(START + 250 * MILLI);
        assertThat(trials.deadlineNanos(START + SECOND)).isEqualTo(START + 500 * MILLI);
        trials.advance(START + 500 * MILLI);
        assertThat(trials.deadlineNanos(START + 2 * SECOND)).isEqualTo(START + SECOND);
    }

    @Test
    void itEndsAtOnceWhenAllThreeWereAnswered() {
        trials.start(1, 7, 20, Trial.PING, START);
        trials.advance(START + 500 * MILLI);
        answer(0);
        answer(1);
        assertThat(trials.advance(START + 600 * MILLI)).isEmpty();
        answer(2);

        assertThat(trials.advance(START + 601 * MILLI)).containsExactly(new Trials.Ended(1, 7, 20, Trial.PING, 3));
        assertThat(trials.advance(START + 602 * MILLI)).isEmpty();
    }

    @Test
    void itEndsAfterItsTimeWithWhatWasAnswered() {
        trials.start(1, 7, 20, Trial.PING, START);
        trials.advance(START + 500 * MILLI);
        answer(1);

        assertThat(trials.advance(START + SECOND - 1)).isEmpty();
        assertThat(trials.advance(START + SECOND)).containsExactly(new Trials.Ended(1, 7, 20, Trial.PING, 1));
    }

    @Test
    void theSameAnswerTwiceCountsOnce() {
        trials.start(1, 7, 20, Trial.PING, START);
        trials.advance(START + 500 * MILLI);
        answer(2);
        answer(2);
        answer(2);

        assertThat(trials.advance(START + SECOND))
                .extracting(Trials.Ended::answers)
                .containsExactly(1);
    }

    @Test
    void onlyTheSubjectItselfAnswersAndOnlyWhatWasAsked() {
        trials.start(1, 7, 20, Trial.PING, START);
        trials.advance(START + 250 * MILLI);
        trials.succeeded(8, 20, Trial.PING, 0);
        trials.succeeded(7, 21, Trial.PING, 0);
        trials.succeeded(7, 20, Trial.STAND_IN, 0);
        trials.succeeded(7, 20, Trial.PING, -1);
        trials.succeeded(7, 20, Trial.PING, 2);
        trials.succeeded(7, 20, Trial.PING, 3);

        assertThat(trials.advance(START + SECOND))
                .extracting(Trials.Ended::answers)
                .containsExactly(0);
    }

    @Test
    void aRepeatedQuestionIsTheSameTrialAndAnotherAskerHasItsOwn() {
        trials.start(1, 7, 20, Trial.PING, START);
        trials.start(1, 7, 20, Trial.PING, START + MILLI);
        trials.start(2, 7, 20, Trial.PING, START);

        assertThat(trials.advance(START + SECOND))
                .extracting(Trials.Ended::asker)
                .containsExactly(1L, 2L);
    }

    @Test
    void moreThanTheLimitIsNotTried() {
        for (int round = 0; round < Trials.TRIALS_MAX + 10; round++) {
            trials.start(1, 7, round, Trial.STAND_IN, START);
        }

        assertThat(trials.advance(START + SECOND)).hasSize(Trials.TRIALS_MAX);
        assertThat(trials.overLimit()).isEqualTo(10);
    }
}
