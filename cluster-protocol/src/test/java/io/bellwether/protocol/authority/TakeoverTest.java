package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Trial;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a leader does not take over: from an earlier leadership, from its own absence, from those who may not say. */
final class TakeoverTest {

    /** More than one beat, in which a new leader judges nothing, and less than a question may stay open. */
    private static final long BEAT_AND_A_ROUND = 1_150;

    private static final Command DRAIN = new Command.Drain(new NodeId("5"), "upgrade", Duration.ofMinutes(1));

    private final Desk desk = new Desk(TimingProfile.DEFAULT, 6, 3);

    private List<CoordinatorEffect> received(long from, Message message) {
        return desk.step(new CoordinatorInput.Received(from, message));
    }

    private void leadInALaterTerm() {
        desk.term++;
        desk.lead();
    }

    private static Stream<Message.Ask> asks(List<CoordinatorEffect> effects, Trial how) {
        return effects.stream()
                .filter(CoordinatorEffect.Send.class::isInstance)
                .map(effect -> ((CoordinatorEffect.Send) effect).message())
                .filter(Message.Ask.class::isInstance)
                .map(Message.Ask.class::cast)
                .filter(ask -> ask.how() == how);
    }

    private void passUntilAsked(Trial how) {
        long limit = desk.now + 10 * SECOND;
        while (asks(desk.passMillis(10), how).findAny().isEmpty()) {
            assertThat(desk.now - limit).as("nobody is asked").isNegative();
        }
    }

    @Test
    void aNewLeadershipAsksForTheSecondOpinionAnew() {
        desk.lead().passMillis(3_000);
        desk.allFind(4, EdgeVerdict.SILENT);
        passUntilAsked(Trial.PING);
        leadInALaterTerm();

        assertThat(asks(desk.passMillis(BEAT_AND_A_ROUND), Trial.PING)).isNotEmpty();
    }

    @Test
    void aNewLeadershipAsksTheStandInAnew() {
        desk.reporting.retainAll(List.of(1L));
        desk.find(1, 4, EdgeVerdict.SILENT);
        desk.answering.remove(4L);
        desk.lead();
        passUntilAsked(Trial.STAND_IN);
        leadInALaterTerm();

        assertThat(asks(desk.passMillis(BEAT_AND_A_ROUND), Trial.STAND_IN)).isNotEmpty();
    }

    @Test
    void whatAnEarlierLeadershipProposedIsNotWaitedFor() {
        desk.lead().passMillis(3_000);
        desk.crash(4);
        desk.logStalls = true;
        assertThat(Desk.proposed(desk.passMillis(2_200))).hasSize(1);
        leadInALaterTerm();

        assertThat(Desk.proposed(desk.passMillis(1_500))).hasSize(1);
    }

    @Test
    void aProposalWithoutAFateIsMadeAgainAfterAnElection() {
        desk.lead().passMillis(3_000);
        desk.crash(4);
        desk.logStalls = true;
        assertThat(Desk.proposed(desk.passMillis(2_200))).hasSize(1);

        assertThat(Desk.proposed(desk.passMillis(1_700))).isEmpty();
        assertThat(Desk.proposed(desk.passMillis(1_300))).hasSize(1);
    }

    private Answer joinsFromElsewhere(int name) {
        var join = new Request.Join(new NodeId("" + name), "another", 0, "elsewhere:7800", "", "", false, 0);
        List<CoordinatorEffect> answers = Desk.answers(desk.step(new CoordinatorInput.Asked(80, join)));
        return ((CoordinatorEffect.Reply) answers.getFirst()).answer();
    }

    @Test
    void aNewLeaderGivesNoNameAwayForTwoBeats() {
        desk.role(false, 2);
        desk.reporting.clear();
        desk.passMillis(10_000);
        desk.lead();
        assertThat(joinsFromElsewhere(4)).isInstanceOf(Answer.Refused.class);
        desk.pass(2 * SECOND - 1);
        assertThat(joinsFromElsewhere(4)).isInstanceOf(Answer.Refused.class);

        desk.pass(1);
        assertThat(joinsFromElsewhere(4)).isInstanceOf(Answer.Admitted.class);
    }

    @Test
    void theTimeGoesOnFromWhatWasRestored() {
        desk.state.apply(new Entry(1, 77 * SECOND, 0, new Command.Tick()));
        desk.lead();

        assertThat(desk.all)
                .first()
                .isInstanceOfSatisfying(
                        CoordinatorEffect.Propose.class,
                        propose -> assertThat(propose.clusterNanos()).isEqualTo(77 * SECOND));
    }

    @Test
    void whoLeadsAndHasNotJoinedAgainJudgesNobody() {
        desk.lead().passMillis(3_000);
        var successor = new Command.Admit(new NodeId("1"), "another", 1, "host-1:7800", "", "", true, 0);
        desk.step(new CoordinatorInput.Committed(99, new Entry(1, 3 * SECOND, 0, successor), 0));
        desk.crash(4);

        assertThat(Desk.proposed(desk.passMillis(10_000))).noneMatch(Command.Lose.class::isInstance);
    }

    @Test
    void whoLeadsAndIsNoMemberJudgesNobody() {
        desk.lead().passMillis(3_000);
        desk.step(new CoordinatorInput.Committed(98, new Entry(1, 3 * SECOND, 0, new Command.Leave(1)), 0));
        desk.step(new CoordinatorInput.Committed(99, new Entry(1, 300 * SECOND, 0, new Command.Tick()), 0));
        desk.crash(4);

        assertThat(desk.state.view().member(1)).isNull();
        assertThat(Desk.proposed(desk.passMillis(10_000))).noneMatch(Command.Lose.class::isInstance);
    }

    /** A leader about to commit that one is lost is not called until so long after its deadline. */
    private List<CoordinatorEffect> awayFor(long nanos) {
        desk.lead().passMillis(3_000);
        desk.crash(4);
        assertThat(Desk.proposed(desk.passMillis(1_950))).isEmpty();
        desk.now = desk.coordinator.deadlineNanos() + nanos;
        return desk.step(new CoordinatorInput.Tick());
    }

    @Test
    void aLeaderThatWasAwayJudgesNothingForOneBeat() {
        assertThat(Desk.proposed(awayFor(500 * MILLI + 1))).isEmpty();
        assertThat(Desk.proposed(desk.pass(SECOND - 1))).isEmpty();

        assertThat(Desk.proposed(desk.passMillis(400))).hasSize(1);
    }

    @Test
    void halfABeatIsNoAbsence() {
        assertThat(Desk.proposed(awayFor(500 * MILLI))).hasSize(1);
    }

    private static Message relayOf(long sender) {
        var report = new Message.Report(1_000, 1, false, 100, List.of());
        return new Message.Relay(List.of(new Message.Relay.HeldReport(sender, 0, report)));
    }

    @Test
    void onlyACoordinatorPassesReportsOn() {
        desk.lead().passMillis(1_000);
        desk.reporting.clear();
        desk.passMillis(3_000);
        received(2, relayOf(4));
        received(6, relayOf(5));

        assertThat(joinsFromElsewhere(4)).as("it is known to report").isInstanceOf(Answer.Refused.class);
        assertThat(joinsFromElsewhere(5)).isInstanceOf(Answer.Admitted.class);
    }

    @Test
    void theReportOfAStrangerIsNotKeptUntilItIsAMember() {
        desk.role(false, 2);
        desk.reporting.clear();
        received(7, new Message.Report(1_000, 1, false, 100, List.of()));
        var admit = new Command.Admit(new NodeId("7"), "p", 0, "h:1", "", "", false, 0);
        desk.step(new CoordinatorInput.Committed(1, new Entry(1, 0, 0, admit), 0));

        assertThat(desk.state.view().member(7)).isNotNull();
        assertThat(desk.passMillis(1_500))
                .noneMatch(effect -> effect instanceof CoordinatorEffect.Send(long to, Message.Relay relay)
                        && relay.reports().size() > 0);
    }

    @Test
    void whoKnowsNoLeaderPassesNothingOn() {
        desk.role(false, 0);

        assertThat(desk.passMillis(3_000)).noneMatch(CoordinatorEffect.Send.class::isInstance);
    }

    private void commit(long ofTerm, long ticket) {
        desk.step(new CoordinatorInput.Committed(1, new Entry(ofTerm, 0, 0, new Command.Tick()), ticket));
    }

    @Test
    void anEarlierProposalThatIsCommittedLaterMakesNoLeaseOlder() {
        desk.logStalls = true;
        desk.lead().passMillis(500);
        List<Long> tickets = List.copyOf(desk.held.keySet());
        assertThat(tickets).hasSize(2);
        commit(1, tickets.get(1));
        commit(1, tickets.get(0));

        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(new Freshness(1, 1, 0));
    }

    @Test
    void theLeaseOfALaterTermReplacesTheEarlierOneAtOnce() {
        desk.role(false, 2);
        commit(1, 0);
        desk.term = 2;
        desk.role(false, 3);
        commit(2, 0);

        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(new Freshness(2, 3, 0));
    }

    @Test
    void theNextLeaderIsNotSaidToHaveHeldTheLeaseOfTheLast() {
        desk.role(false, 2);
        commit(1, 0);
        desk.term = 2;
        desk.role(false, 3);

        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(new Freshness(1, 0, 0));
    }

    @Test
    void whoseProposalFailedIsToldSo() {
        desk.logStalls = true;
        desk.lead();
        desk.step(new CoordinatorInput.Operated(70, DRAIN));
        long last = List.copyOf(desk.held.keySet()).getLast();

        assertThat(Desk.answers(desk.step(new CoordinatorInput.ProposalFailed(last))))
                .containsExactly(new CoordinatorEffect.NotOperated(70, true, 1));
    }

    @Test
    void whereTooManyWaitTheNextIsToldToComeAgain() {
        desk.logStalls = true;
        desk.lead();
        var pull = new Request.Pull(desk.state.view().version());
        for (int i = 0; i < Errands.WAITING_MAX; i++) {
            assertThat(desk.step(new CoordinatorInput.Asked(100 + i, pull))).isEmpty();
        }
        var come = new Answer.Unavailable(1, 500);

        assertThat(desk.step(new CoordinatorInput.Asked(1, pull)))
                .containsExactly(new CoordinatorEffect.Reply(1, come));
        assertThat(desk.step(new CoordinatorInput.Asked(2, new Request.Leave(4))))
                .containsExactly(new CoordinatorEffect.Reply(2, come));
        assertThat(desk.step(new CoordinatorInput.Operated(3, DRAIN)))
                .containsExactly(new CoordinatorEffect.NotOperated(3, false, 1));
    }
}
