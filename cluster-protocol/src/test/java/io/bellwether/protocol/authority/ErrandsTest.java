package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.state.Outcome;
import io.bellwether.protocol.state.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrandsTest {

    private static final Outcome DONE = new Outcome.Done(1, 0, 0, List.of());

    private final Scene scene = new Scene(4);
    private final List<CoordinatorEffect> effects = new ArrayList<>();
    private final Errands errands = new Errands(scene.state, effects);

    private Answer answer() {
        assertThat(effects).hasSize(1);
        return ((CoordinatorEffect.Reply) effects.remove(0)).answer();
    }

    private Answer refused(RefusalCode code, long retryMillis) {
        errands.await(1, 50, false, 0, scene.now);
        errands.committed(1, new Outcome.Refused(code, "why", retryMillis));
        return answer();
    }

    @Test
    void theOutcomeAnswersOnce() {
        errands.await(1, 50, false, 0, scene.now);
        errands.committed(2, DONE);
        assertThat(effects).isEmpty();
        errands.committed(1, new Outcome.Admitted(4));

        assertThat(answer()).isEqualTo(new Answer.Admitted(4, scene.state.view()));
        errands.committed(1, new Outcome.Admitted(4));
        assertThat(effects).isEmpty();
    }

    @Test
    void whoLeftIsToldSo() {
        errands.await(1, 50, false, 3, scene.now);
        errands.committed(1, DONE);

        assertThat(answer()).isEqualTo(new Answer.Gone(3));
    }

    @Test
    void refusalsKeepTheirReasonAndTheirTime() {
        assertThat(refused(RefusalCode.FLAPPING, 60_000))
                .isEqualTo(new Answer.Refused(Answer.Reason.FLAPPING, "why", 60_000));
        assertThat(refused(RefusalCode.FLAPPING, Long.MAX_VALUE))
                .isEqualTo(new Answer.Refused(Answer.Reason.FLAPPING, "why", Integer.MAX_VALUE));
        assertThat(refused(RefusalCode.OPERATOR_NEEDED, 0))
                .isEqualTo(new Answer.Refused(Answer.Reason.OPERATOR_NEEDED, "why", 500));
        assertThat(refused(RefusalCode.SAID_GOODBYE, 0)).isEqualTo(new Answer.Refused(Answer.Reason.INVALID, "why", 0));
        assertThat(refused(RefusalCode.CHANGED, 0)).isEqualTo(new Answer.Unavailable(0, 500));
        assertThat(refused(RefusalCode.FULL, 30_000)).isEqualTo(new Answer.Unavailable(0, 30_000));
    }

    @Test
    void anOperatorGetsTheOutcomeItself() {
        errands.await(1, 50, true, 0, scene.now);
        errands.committed(1, DONE);

        assertThat(effects).containsExactly(new CoordinatorEffect.Operated(50, DONE));
    }

    @Test
    void whatFailedIsToldToBoth() {
        errands.await(1, 50, true, 0, scene.now);
        errands.await(2, 51, false, 0, scene.now);
        errands.failAll(9);

        assertThat(effects)
                .containsExactly(
                        new CoordinatorEffect.NotOperated(50, true, 9),
                        new CoordinatorEffect.Reply(51, new Answer.Unavailable(9, 500)));
    }

    @Test
    void nobodyWaitsLongerForACommitThanTenSeconds() {
        errands.await(1, 50, true, 0, scene.now);
        assertThat(errands.deadlineNanos(scene.now + 60 * SECOND)).isEqualTo(scene.now + 10 * SECOND);
        errands.serve(Freshness.UNKNOWN, 9, scene.now + 10 * SECOND - 1);
        assertThat(effects).isEmpty();
        errands.serve(Freshness.UNKNOWN, 9, scene.now + 10 * SECOND);

        assertThat(effects).containsExactly(new CoordinatorEffect.NotOperated(50, true, 9));
        assertThat(errands.deadlineNanos(scene.now + 60 * SECOND)).isEqualTo(scene.now + 60 * SECOND);
    }

    private void pull(long newerThan) {
        errands.pull(60, new Request.Pull(newerThan), Freshness.UNKNOWN, scene.now);
    }

    @Test
    void aPullOfSomethingNewerIsAnsweredAtOnce() {
        pull(scene.state.view().version() - 1);

        assertThat(answer()).isEqualTo(new Answer.Viewed(scene.state.view(), Freshness.UNKNOWN));
    }

    @Test
    void anotherWaitsForACommit() {
        pull(scene.state.view().version());
        errands.serve(Freshness.UNKNOWN, 0, scene.now);
        assertThat(effects).isEmpty();
        scene.join(5, false);
        errands.serve(Freshness.UNKNOWN, 0, scene.now);

        assertThat(answer())
                .isInstanceOfSatisfying(
                        Answer.Viewed.class,
                        viewed -> assertThat(viewed.view().member(new NodeId("5")))
                                .isNotNull());
    }

    @Test
    void orForTenSeconds() {
        pull(scene.state.view().version());
        assertThat(errands.deadlineNanos(scene.now + 60 * SECOND)).isEqualTo(scene.now + 10 * SECOND);
        errands.serve(Freshness.UNKNOWN, 0, scene.now + 10 * SECOND - 1);
        assertThat(effects).isEmpty();
        errands.serve(Freshness.UNKNOWN, 0, scene.now + 10 * SECOND);

        assertThat(answer()).isInstanceOf(Answer.Viewed.class);
    }

    @Test
    void itIsFullAtItsLimit() {
        for (int i = 0; i < Errands.WAITING_MAX - 1; i++) {
            errands.await(i, i, false, 0, scene.now);
        }
        assertThat(errands.isFull()).isFalse();
        pull(scene.state.view().version());
        assertThat(errands.isFull()).isTrue();
    }
}
