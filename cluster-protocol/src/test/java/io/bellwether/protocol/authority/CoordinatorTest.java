package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
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
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CoordinatorTest {

    private final Desk desk = new Desk(TimingProfile.DEFAULT, 6, 3);

    private static final Command DRAIN = new Command.Drain(new NodeId("5"), "upgrade", Duration.ofMinutes(1));

    private MemberStatus status(long member) {
        return Objects.requireNonNull(desk.state.view().member(member)).status();
    }

    private List<CoordinatorEffect> received(long from, Message message) {
        return desk.step(new CoordinatorInput.Received(from, message));
    }

    private static List<Message> sent(List<CoordinatorEffect> effects) {
        return effects.stream()
                .filter(CoordinatorEffect.Send.class::isInstance)
                .map(effect -> ((CoordinatorEffect.Send) effect).message())
                .toList();
    }

    @Test
    void timeDoesNotGoBack() {
        desk.now -= 1;
        assertThatIllegalStateException()
                .isThrownBy(() -> desk.step(new CoordinatorInput.Tick()))
                .withMessage("time went backwards by 1 ns");
    }

    @Test
    void aNewLeaderJudgesNothingForOneBeat() {
        desk.crash(4);
        desk.passMillis(100);
        desk.lead();
        assertThat(Desk.proposed(desk.pass(SECOND - 1))).isEmpty();

        assertThat(Desk.proposed(desk.passMillis(400))).hasSize(1);
        assertThat(status(4)).isEqualTo(MemberStatus.UNREACHABLE);
    }

    @Test
    void aFollowerJudgesNothingAndPassesOnWhatItHeard() {
        desk.crash(4);
        desk.role(false, 2);
        List<CoordinatorEffect> effects = desk.passMillis(2_500);

        assertThat(Desk.proposed(effects)).isEmpty();
        assertThat(effects)
                .filteredOn(CoordinatorEffect.Send.class::isInstance)
                .hasSize(2)
                .allSatisfy(effect -> {
                    CoordinatorEffect.Send send = (CoordinatorEffect.Send) effect;
                    assertThat(send.to()).isEqualTo(2);
                    assertThat(((Message.Relay) send.message()).reports())
                            .extracting(Message.Relay.HeldReport::sender)
                            .containsExactly(1L, 2L, 3L, 5L, 6L);
                });
    }

    @Test
    void theSameRoleAgainIsTheSameLeadership() {
        desk.lead().passMillis(3_000);
        desk.crash(4);
        desk.passMillis(1_900);
        assertThat(desk.role(true, 1).held).isEmpty();

        assertThat(Desk.proposed(desk.passMillis(300))).hasSize(1);
    }

    @Test
    void leadingAgainInALaterTermIsANewLeadership() {
        desk.lead().passMillis(3_000);
        desk.logStalls = true;
        desk.step(new CoordinatorInput.Operated(70, DRAIN));
        desk.term = 3;
        desk.crash(4);
        List<CoordinatorEffect> effects = desk.role(true, 1).all;

        assertThat(Desk.answers(effects)).containsExactly(new CoordinatorEffect.NotOperated(70, true, 1));
        assertThat(Desk.proposed(desk.pass(SECOND - 1))).isEmpty();
    }

    @Test
    void whatWasAskedWhereItIsNoLongerSaysNothing() {
        desk.lead().passMillis(3_000);
        desk.allFind(4, EdgeVerdict.DEAF);
        desk.answering.remove(4L);
        desk.opinions.put(4L, 0);
        // It has been pinged three times by now, and the time for its answers is almost over.
        desk.passMillis(1_800);
        assertThat(status(4)).isEqualTo(MemberStatus.HEALTHY);

        desk.answering.add(4L);
        desk.opinions.put(4L, 3);
        desk.step(new CoordinatorInput.Asked(
                80, new Request.Join(new NodeId("4"), "process-4", 4, "elsewhere:7800", "", "", false, 1)));
        desk.passMillis(4_000);

        assertThat(status(4)).isEqualTo(MemberStatus.DEGRADED);
    }

    @Test
    void aMinorityOfCoordinatorsDoesNotMakeItReached() {
        desk.lead().passMillis(3_000);
        desk.allFind(4, EdgeVerdict.SILENT);
        desk.opinions.put(4L, 0);
        desk.passMillis(4_000);

        assertThat(status(4)).isEqualTo(MemberStatus.UNREACHABLE);
    }

    @Test
    void aMajorityOfCoordinatorsDoes() {
        desk.lead().passMillis(3_000);
        desk.allFind(4, EdgeVerdict.SILENT);
        desk.opinions.put(4L, 3);
        desk.passMillis(10_000);

        assertThat(status(4)).isEqualTo(MemberStatus.DEGRADED);
        assertThat(Objects.requireNonNull(desk.state.view().member(4)).cause()).isEqualTo(Cause.PARTLY_CUT);
    }

    @Test
    void opinionsOfWhoIsNoVoterAreNotCounted() {
        desk.lead().passMillis(3_000);
        desk.allFind(4, EdgeVerdict.SILENT);
        long end = desk.now + 3 * SECOND;
        while (desk.now - end < 0) {
            for (Message message : sent(desk.passMillis(50))) {
                if (message instanceof Message.Ask(long subject, long round, var how)) {
                    received(5, new Message.Opinion(subject, round, how, 3));
                    received(6, new Message.Opinion(subject, round, how, 3));
                }
            }
        }

        assertThat(status(4)).isEqualTo(MemberStatus.UNREACHABLE);
    }

    @Test
    void aPongOfSomebodyElseProvesNothing() {
        desk.role(false, 2);
        desk.answering.remove(4L);
        received(2, new Message.Ask(4, 9, Trial.PING));
        for (int attempt = 0; attempt < 3; attempt++) {
            desk.passMillis(250);
            received(5, new Message.Pong(9 * 4 + attempt));
        }

        assertThat(sent(desk.passMillis(1_000))).contains(new Message.Opinion(4, 9, Trial.PING, 0));
    }

    @Test
    void whoIsAskedTriesThreeTimesAndAnswersTheAsker() {
        desk.role(false, 2);
        List<CoordinatorEffect> first = received(2, new Message.Ask(4, 9, Trial.PING));
        assertThat(first).containsExactly(new CoordinatorEffect.Send(4, new Message.Ping(4, 36)));

        assertThat(desk.passMillis(500))
                .filteredOn(effect ->
                        effect instanceof CoordinatorEffect.Send(long to, var what) && !(what instanceof Message.Relay))
                .containsExactly(
                        new CoordinatorEffect.Send(4, new Message.Ping(4, 37)),
                        new CoordinatorEffect.Send(4, new Message.Ping(4, 38)),
                        new CoordinatorEffect.Send(2, new Message.Opinion(4, 9, Trial.PING, 3)));
    }

    @Test
    void theStandInTriesTheOtherTransport() {
        desk.role(false, 2);
        assertThat(received(2, new Message.Ask(4, 9, Trial.STAND_IN)))
                .containsExactly(new CoordinatorEffect.Probe(4, 9, 0));
        desk.answering.remove(4L);

        assertThat(sent(desk.passMillis(1_000))).contains(new Message.Opinion(4, 9, Trial.STAND_IN, 1));
    }

    @Test
    void strangersAndMembersAskForNothing() {
        desk.role(false, 2);
        assertThat(received(99, new Message.Ask(4, 9, Trial.PING))).isEmpty();
        assertThat(received(5, new Message.Ask(4, 9, Trial.PING))).isEmpty();
        assertThat(received(2, new Message.Ask(99, 9, Trial.PING))).isEmpty();
        assertThat(received(2, new Message.Ask(4, 9, Trial.PING))).hasSize(1);
    }

    @Test
    void theTimeIsCommittedFourTimesPerElection() {
        List<CoordinatorEffect> effects = desk.lead().passMillis(2_000);

        assertThat(effects)
                .filteredOn(effect -> effect instanceof CoordinatorEffect.Propose(long ticket, long nanos, var command)
                        && command instanceof Command.Tick)
                .hasSize(4);
        assertThat(desk.state.clusterNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void theLeaseOfALeaderIsAsOldAsItsLastCommittedProposal() {
        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(Freshness.UNKNOWN);
        desk.lead();
        desk.logStalls = true;
        desk.passMillis(500);
        desk.passMillis(100);
        desk.release();

        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(new Freshness(1, 1, 100));
    }

    @Test
    void anEntryOfAnEarlierTermIsNoLease() {
        desk.term = 2;
        desk.role(false, 2);
        desk.step(new CoordinatorInput.Committed(1, new Entry(1, 0, 0, new Command.Tick()), 0));
        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(Freshness.UNKNOWN);

        desk.step(new CoordinatorInput.Committed(2, new Entry(2, 0, 0, new Command.Tick()), 0));
        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(new Freshness(2, 2, 0));
    }

    @Test
    void aTermThatNobodyWonIsNoEvidence() {
        desk.role(false, 2);
        desk.step(new CoordinatorInput.Committed(1, new Entry(1, 0, 0, new Command.Tick()), 0));
        desk.term = 7;
        desk.role(false, 0);
        desk.passMillis(300);

        assertThat(desk.coordinator.freshness(desk.now)).isEqualTo(new Freshness(1, 0, 300));
    }

    @Test
    void anOperatorOfAFollowerIsSentToTheLeader() {
        desk.role(false, 2);

        assertThat(desk.step(new CoordinatorInput.Operated(70, DRAIN)))
                .containsExactly(new CoordinatorEffect.NotOperated(70, false, 2));
    }

    @Test
    void anOperatorIsAnsweredWithTheOutcome() {
        desk.lead();
        assertThat(Desk.answers(desk.step(new CoordinatorInput.Operated(70, DRAIN))))
                .singleElement()
                .isInstanceOf(CoordinatorEffect.Operated.class);
        assertThat(status(5)).isEqualTo(MemberStatus.DRAINING);
    }

    @Test
    void whoWaitsIsAnsweredWhenTheLeaderLosesItsRole() {
        desk.lead();
        desk.logStalls = true;
        desk.step(new CoordinatorInput.Operated(70, DRAIN));
        desk.step(new CoordinatorInput.Asked(71, new Request.Leave(6)));
        desk.term = 2;
        List<CoordinatorEffect> effects = desk.role(false, 2).all;

        assertThat(Desk.answers(effects))
                .containsExactly(
                        new CoordinatorEffect.NotOperated(70, true, 2),
                        new CoordinatorEffect.Reply(71, new Answer.Unavailable(2, 500)));
        assertThat(desk.coordinator.isLeading()).isFalse();
    }

    @Test
    void aProposalWithoutAFateIsAnsweredAfterTenSeconds() {
        desk.lead();
        desk.logStalls = true;
        desk.step(new CoordinatorInput.Operated(70, DRAIN));
        assertThat(Desk.answers(desk.pass(10 * SECOND - 1))).isEmpty();

        assertThat(Desk.answers(desk.pass(1))).containsExactly(new CoordinatorEffect.NotOperated(70, true, 1));
    }

    @Test
    void aProposalThatFailedIsMadeAgain() {
        desk.lead().passMillis(3_000);
        desk.crash(4);
        desk.logStalls = true;
        assertThat(Desk.proposed(desk.passMillis(2_200))).hasSize(1);
        assertThat(Desk.proposed(desk.passMillis(300))).isEmpty();
        List.copyOf(desk.held.keySet()).forEach(ticket -> desk.step(new CoordinatorInput.ProposalFailed(ticket)));

        assertThat(Desk.proposed(desk.passMillis(400))).hasSize(1);
    }

    @Test
    void aPullIsAnsweredByTheCommitItWaitsFor() {
        desk.role(false, 2);
        long version = desk.state.view().version();
        assertThat(desk.step(new CoordinatorInput.Asked(80, new Request.Pull(version))))
                .isEmpty();
        var admit = new Command.Admit(new NodeId("9"), "p", 0, "h:1", "", "", false, 0);

        assertThat(Desk.answers(desk.step(new CoordinatorInput.Committed(1, new Entry(1, 0, 0, admit), 0))))
                .containsExactly(
                        new CoordinatorEffect.Reply(80, new Answer.Viewed(desk.state.view(), new Freshness(1, 2, 0))));
    }

    @Test
    void aPullIsAnsweredAfterTenSecondsWhenNothingChanges() {
        desk.role(false, 2);
        desk.step(new CoordinatorInput.Asked(
                80, new Request.Pull(desk.state.view().version())));
        assertThat(Desk.answers(desk.pass(10 * SECOND - 1))).isEmpty();

        assertThat(Desk.answers(desk.pass(1))).hasSize(1);
    }

    @Test
    void joinsAndGoodbyesAreForTheLeader() {
        desk.role(false, 2);
        var join = new Request.Join(new NodeId("9"), "p", 0, "h:1", "", "", false, 0);
        assertThat(desk.step(new CoordinatorInput.Asked(80, join)))
                .containsExactly(new CoordinatorEffect.Reply(80, new Answer.Unavailable(2, 500)));
        assertThat(desk.step(new CoordinatorInput.Asked(81, new Request.Leave(4))))
                .containsExactly(new CoordinatorEffect.Reply(81, new Answer.Unavailable(2, 500)));

        desk.lead();
        assertThat(Desk.answers(desk.step(new CoordinatorInput.Asked(82, join))))
                .containsExactly(new CoordinatorEffect.Reply(82, new Answer.Admitted(7, desk.state.view())));
    }

    @Test
    void whereBeatsAreRareTheStandInComesToAnEndToo() {
        Desk rare = new Desk(TimingProfile.WAN, 2, 1);
        rare.reporting.remove(2L);
        rare.answering.remove(2L);
        rare.reporting.remove(1L);
        rare.lead().pass(40 * SECOND);

        assertThat(Objects.requireNonNull(rare.state.view().member(2)).cause()).isEqualTo(Cause.STAND_IN);
    }

    @Test
    void diesOneOfManyItIsUnreachableAndThenRemovedAndNobodyElseIsTouched() {
        desk.lead().passMillis(3_000);
        desk.crash(4);
        desk.passMillis(2_200);
        assertThat(status(4)).isEqualTo(MemberStatus.UNREACHABLE);
        desk.passMillis(20_000);

        assertThat(desk.state.view().member(4)).isNull();
        assertThat(desk.state.view().members())
                .hasSize(5)
                .allSatisfy(member -> assertThat(member.status()).isEqualTo(MemberStatus.HEALTHY));
    }
}
