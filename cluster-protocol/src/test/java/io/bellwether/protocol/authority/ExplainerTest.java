package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.explain.Explanation.Removal;
import io.bellwether.protocol.explain.Observer;
import io.bellwether.protocol.explain.Voice;
import io.bellwether.protocol.explain.Votes;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a coordinator says about a member, on a real one among puppets. */
final class ExplainerTest {

    private static final int LOST = 5;

    private final Desk desk = new Desk(TimingProfile.DEFAULT, 6, 3);

    private Explanation explain(long subject) {
        return Objects.requireNonNull(desk.coordinator.explain(new NodeId("" + subject), desk.now));
    }

    private static Observer observer(Explanation explanation, long incarnation) {
        return explanation.observers().stream()
                .filter(each -> each.incarnation() == incarnation)
                .findFirst()
                .orElseThrow();
    }

    private void lose() {
        desk.lead().passMillis(3_000);
        desk.allFind(LOST, EdgeVerdict.SILENT);
        desk.reporting.remove((long) LOST);
        desk.answering.remove((long) LOST);
        desk.passMillis(5_000);
        assertThat(desk.state.isLost(LOST)).isTrue();
    }

    @Test
    void ofAHealthyMemberItSaysWhoHearsIt() {
        desk.lead().passMillis(3_000);

        Explanation explanation = explain(LOST);

        assertThat(explanation.isLeading()).isTrue();
        assertThat(explanation.votes()).isEqualTo(new Votes(5, 5, 0, 4, 2));
        assertThat(explanation.observers()).hasSize(5).allSatisfy(observer -> {
            assertThat(observer.voice()).isEqualTo(Voice.COUNTS);
            assertThat(observer.verdict()).isEqualTo(EdgeVerdict.GOOD);
            assertThat(observer.lastBeatMillis()).isBetween(100L, 1_100L);
            assertThat(observer.reportMillis()).isBetween(0L, 1_000L);
        });
        assertThat(explanation.removal()).isEqualTo(Removal.NONE);
        assertThat(explanation.standing().points()).isZero();
    }

    @Test
    void ofALostOneItSaysWhoAccusesItAndInHowLongItIsRemoved() {
        lose();

        Explanation explanation = explain(LOST);

        assertThat(explanation.life().member().status()).isEqualTo(MemberStatus.UNREACHABLE);
        assertThat(explanation.votes()).isEqualTo(new Votes(5, 0, 5, 4, 2));
        assertThat(observer(explanation, 1).verdict()).isEqualTo(EdgeVerdict.SILENT);
        assertThat(observer(explanation, 1).lastBeatMillis()).isBetween(60_000L, 61_000L);
        assertThat(explanation.removal().dueInNanos()).isBetween(0L, 15_000 * MILLI);
        assertThat(explanation.standing().timesLost()).isOne();
        assertThat(explanation.standing().points()).isBetween(900.0, 1_000.0);
    }

    @Test
    void whereRemovalHasStoppedItSaysWhy() {
        desk.lead().passMillis(3_000);
        for (long lost : new long[] {3, 4, 5, 6}) {
            desk.allFind(lost, EdgeVerdict.SILENT);
            desk.reporting.remove(lost);
            desk.answering.remove(lost);
        }
        desk.passMillis(25_000);

        Removal removal = explain(4).removal();

        assertThat(removal.dueInNanos()).isNegative();
        assertThat(removal.obstacle()).contains("more than half of");
    }

    @Test
    void aFollowerSaysThatItDoesNotJudgeAndWhatItHears() {
        lose();
        desk.term++;
        desk.role(false, 2);

        Explanation explanation = explain(LOST);

        assertThat(explanation.isLeading()).isFalse();
        assertThat(explanation.removal()).isEqualTo(Removal.NONE);
        assertThat(explanation.votes().bad()).isEqualTo(5);
    }

    @Test
    void whoseReportDoesNotCountIsToldWithTheReason() {
        lose();
        desk.reporting.removeAll(List.of(2L, 3L));
        desk.step(new CoordinatorInput.Received(4, new Message.Report(1_000_000, 1, true, 100, List.of())));
        desk.reporting.remove(4L);
        desk.passMillis(4_000);
        desk.step(new CoordinatorInput.Received(3, new Message.Report(1_000_000, 1, false, 100, List.of())));

        Explanation explanation = explain(LOST);

        assertThat(observer(explanation, 1).voice()).isEqualTo(Voice.COUNTS);
        assertThat(observer(explanation, 2).voice()).isEqualTo(Voice.OUT_OF_DATE);
        assertThat(observer(explanation, 2).reportMillis()).isGreaterThan(3_000);
        assertThat(observer(explanation, 3).voice()).isEqualTo(Voice.NO_OPINION);
        assertThat(observer(explanation, 4).voice()).isEqualTo(Voice.IN_DOUBT);
        assertThat(explain(1).observers())
                .filteredOn(each -> each.incarnation() == LOST)
                .singleElement()
                .satisfies(lost -> assertThat(lost.voice()).isEqualTo(Voice.LOST));
        assertThat(explanation.votes().eligible()).isEqualTo(2);
    }

    @Test
    void ofAFormerMemberItSaysWhatIsInTheBooks() {
        lose();
        desk.passMillis(80_000);

        Explanation explanation = explain(LOST);

        assertThat(explanation.life().member().status()).isEqualTo(MemberStatus.REMOVED);
        assertThat(explanation.votes()).isEqualTo(new Votes(0, 0, 0, 0, 0));
        assertThat(explanation.observers()).isEmpty();
        assertThat(explanation.standing().timesLost()).isOne();
    }

    @Test
    void aNameThatNobodyHasHeardOfHasNoExplanation() {
        assertThat(desk.coordinator.explain(new NodeId("nobody"), desk.now)).isNull();
    }
}
