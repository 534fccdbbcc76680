package io.bellwether.protocol.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.quorum.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NodeTest {

    private final Puppets puppets = new Puppets();
    private final Node node = puppets.node;

    private List<NodeEffect> received(long from, Message message) {
        return puppets.step(new NodeInput.Received(from, message));
    }

    @Test
    void timeDoesNotGoBack() {
        puppets.now -= 1;
        assertThatIllegalStateException()
                .isThrownBy(() -> puppets.step(new NodeInput.Tick()))
                .withMessage("time went backwards by 1 ns");
    }

    @Test
    void itBeatsToEveryNeighbourOncePerIntervalSpreadOverIt() {
        puppets.in(6).passMillis(2_000);
        List<NodeEffect> effects = puppets.passMillis(5_000);

        assertThat(Puppets.sent(effects, Message.Beat.class)).hasSize(25).allSatisfy(beat -> {
            assertThat(beat.aboutYou()).isEqualTo(EdgeVerdict.GOOD);
            assertThat(beat.echoSequence()).isPositive();
        });
        int most = 0;
        for (int i = 0; i < 100; i++) {
            most = Math.max(
                    most,
                    Puppets.sent(puppets.passMillis(10), Message.Beat.class).size());
        }
        assertThat(most).isLessThan(4);
    }

    @Test
    void itReportsToTheCoordinatorOncePerBeatWithAllItsEdges() {
        puppets.in(6).passMillis(2_000);
        List<NodeEffect> effects = puppets.passMillis(5_000);

        assertThat(Puppets.sent(effects, Message.Report.class)).hasSize(5).allSatisfy(report -> {
            assertThat(report.doubt()).isFalse();
            assertThat(report.edges()).extracting(EdgeReport::subject).containsExactly(2L, 3L, 4L, 5L, 6L);
            assertThat(report.edges()).extracting(EdgeReport::verdict).containsOnly(EdgeVerdict.GOOD);
        });
        assertThat(effects)
                .filteredOn(effect -> effect instanceof NodeEffect.Send(long to, Message.Report report) && to != 2)
                .isEmpty();
    }

    @Test
    void aDeadNeighbourIsReportedAtOnceWhenItsEdgeFallsSilent() {
        puppets.in(6).passMillis(10_000);
        puppets.beating.remove(4L);
        List<NodeEffect> effects = puppets.passMillis(2_900);
        assertThat(effects).doesNotContain(new NodeEffect.EdgeChanged(4, EdgeVerdict.SILENT));
        long limit = puppets.now + 2 * Puppets.SECOND;
        List<NodeEffect> moment = new ArrayList<>();
        while (node.edgeTo(4) != EdgeVerdict.SILENT && puppets.now - limit < 0) {
            moment.clear();
            moment.addAll(puppets.passMillis(1));
        }

        assertThat(moment).contains(new NodeEffect.EdgeChanged(4, EdgeVerdict.SILENT));
        assertThat(Puppets.sent(moment, Message.Report.class))
                .singleElement()
                .satisfies(report -> assertThat(report.edges())
                        .filteredOn(edge -> edge.verdict().isBad())
                        .extracting(EdgeReport::subject)
                        .containsExactly(4L));
    }

    @Test
    void whoIsHeardAgainIsToldAtOnceAndThenOncePerIntervalAsBefore() {
        puppets.in(6).passMillis(10_000);
        puppets.beating.remove(6L);
        puppets.passMillis(9_300);
        assertThat(node.edgeTo(6)).isEqualTo(EdgeVerdict.SILENT);

        int before = puppets.all.size();
        puppets.beat(6);
        puppets.beat(5);

        assertThat(beatsTo(6, puppets.all.subList(before, puppets.all.size()))).isOne();
        assertThat(beatsTo(5, puppets.all.subList(before, puppets.all.size())))
                .as("who was never silent waits")
                .isZero();
        assertThat(beatsTo(6, puppets.passMillis(999))).isZero();
        assertThat(beatsTo(6, puppets.passMillis(1))).isOne();
    }

    @Test
    void theOwnScoreGoesOutWithBeatsReportsAndGossip() {
        puppets.in(6).passMillis(10_000);
        assertThat(node.score()).isEqualTo(100);
        for (long n = 2; n <= 6; n++) {
            puppets.about.put(n, EdgeVerdict.SILENT);
        }
        List<NodeEffect> effects = puppets.passMillis(70_000);

        int score = node.score();
        assertThat(score).as("nobody hears it").isLessThanOrEqualTo(10);
        assertThat(Puppets.sent(effects, Message.Beat.class).getLast().score()).isEqualTo(score);
        assertThat(Puppets.sent(effects, Message.Report.class).getLast().score())
                .isEqualTo(score);
        assertThat(node.gossip().state().content(1, 1))
                .isInstanceOfSatisfying(
                        Rumour.Health.class,
                        health -> assertThat(health.score()).isLessThan(95));
    }

    @Test
    void whoFallsSilentIsToldAtOnceToo() {
        puppets.in(6).passMillis(10_000);
        puppets.beating.remove(6L);
        while (node.edgeTo(6) != EdgeVerdict.SILENT) {
            puppets.passMillis(1);
        }
        List<Message.Beat> beats = Puppets.sent(puppets.all, Message.Beat.class).stream()
                .filter(beat -> beat.to() == 6)
                .toList();
        assertThat(beats.getLast().aboutYou()).isEqualTo(EdgeVerdict.SILENT);
    }

    private static long beatsTo(long to, List<NodeEffect> effects) {
        return effects.stream()
                .filter(effect -> effect instanceof NodeEffect.Send(long peer, Message.Beat beat) && peer == to)
                .count();
    }

    @Test
    void whoCallsMeSilentOrLossyMakesTheEdgeDeaf() {
        puppets.in(6).passMillis(10_000);
        puppets.about.put(3L, EdgeVerdict.LOSSY);
        puppets.about.put(4L, EdgeVerdict.SILENT);
        puppets.about.put(5L, EdgeVerdict.DEAF);
        puppets.passMillis(1_000);

        assertThat(node.edgeTo(3)).isEqualTo(EdgeVerdict.DEAF);
        assertThat(node.edgeTo(4)).isEqualTo(EdgeVerdict.DEAF);
        assertThat(node.edgeTo(5)).isEqualTo(EdgeVerdict.GOOD);
    }

    @Test
    void aLoopThatRanLateIsDoubtedAndSaysSoAtOnce() {
        puppets.in(6).passMillis(10_000);
        puppets.now = node.deadlineNanos() + 501 * Puppets.MILLI;
        List<NodeEffect> effects = puppets.step(new NodeInput.Tick());

        assertThat(node.isDoubting(puppets.now)).isTrue();
        assertThat(Puppets.sent(effects, Message.Report.class)).hasSize(1).allMatch(Message.Report::doubt);
        assertThat(node.isDoubting(puppets.now + 3 * Puppets.SECOND)).isFalse();
    }

    @Test
    void halfABeatLateIsInTime() {
        puppets.in(6).passMillis(10_000);
        puppets.now = node.deadlineNanos() + 500 * Puppets.MILLI;
        puppets.step(new NodeInput.Tick());

        assertThat(node.isDoubting(puppets.now)).isFalse();
    }

    @Test
    void whoHearsNobodyAnyMoreDoubtsItself() {
        puppets.in(6).passMillis(10_000);
        puppets.beating.clear();
        List<Message.Report> reports = Puppets.sent(puppets.passMillis(5_000), Message.Report.class);
        assertThat(reports)
                .last()
                .satisfies(report -> assertThat(report.doubt()).isTrue());

        assertThat(Puppets.sent(puppets.passMillis(5_000), Message.Report.class))
                .last()
                .satisfies(report -> assertThat(report.doubt()).isFalse());
    }

    @Test
    void edgesToTheLostDoNotCountForDoubt() {
        List<Member> members = new ArrayList<>();
        for (int n = 1; n <= 6; n++) {
            members.add(Puppets.member(n, n >= 5 ? MemberStatus.UNREACHABLE : MemberStatus.HEALTHY));
        }
        Puppets others = new Puppets();
        others.step(new NodeInput.Tick());
        others.admit(1, View.of(9, 9, members));
        for (long n = 2; n <= 6; n++) {
            others.beating.add(n);
        }
        others.passMillis(10_000);
        others.beating.clear();
        others.passMillis(8_000);

        assertThat(others.all)
                .contains(new NodeEffect.EdgeChanged(6, EdgeVerdict.SILENT))
                .noneMatch(
                        effect -> effect instanceof NodeEffect.Send(long to, Message.Report report) && report.doubt());
    }

    @Test
    void aPingForMeIsAnsweredAndOneForAnotherLifeIsNot() {
        puppets.in(6);

        assertThat(received(2, new Message.Ping(1, 77))).contains(new NodeEffect.Send(2, new Message.Pong(77)));
        assertThat(Puppets.sent(received(2, new Message.Ping(9, 78)), Message.Pong.class))
                .isEmpty();
    }

    @Test
    void whoIsNotInAnswersNothing() {
        puppets.step(new NodeInput.Tick());

        assertThat(received(2, new Message.Ping(0, 77))).isEmpty();
        assertThat(puppets.passMillis(3_000)).noneMatch(NodeEffect.Send.class::isInstance);
    }

    @Test
    void aBeatForAnotherLifeFeedsNoEdge() {
        puppets.in(6).passMillis(500);
        received(4, new Message.Beat(9, 50, 0, 0, EdgeVerdict.GOOD, false, 100, 6, 6, new Freshness(1, 2, 0)));

        puppets.beating.remove(4L);
        puppets.passMillis(200);
        assertThat(Puppets.sent(puppets.all, Message.Beat.class))
                .filteredOn(beat -> beat.to() == 4)
                .noneMatch(beat -> beat.echoSequence() == 50);
    }

    @Test
    void beatsCarryTheEvidenceOfALeader() {
        puppets.in(6);
        assertThat(node.mode()).isEqualTo(Mode.UNKNOWN);
        puppets.passMillis(1_000);
        assertThat(node.mode()).isEqualTo(Mode.READ_WRITE);
        puppets.beating.clear();
        puppets.passMillis(3_800);
        assertThat(node.mode()).isEqualTo(Mode.READ_WRITE);
        List<NodeEffect> effects = puppets.passMillis(1_500);

        assertThat(effects).contains(new NodeEffect.ModeChanged(Mode.READ_ONLY));
    }

    @Test
    void beatsMissedAreNotMadeUpFor() {
        puppets.in(6).passMillis(10_000);
        puppets.now += 5 * Puppets.SECOND;

        assertThat(Puppets.sent(puppets.step(new NodeInput.Tick()), Message.Beat.class))
                .hasSize(5);
        assertThat(Puppets.sent(puppets.step(new NodeInput.Tick()), Message.Beat.class))
                .isEmpty();
    }

    @Test
    void whoIsOutHasNoEdges() {
        puppets.in(6).passMillis(3_000);
        assertThat(node.edgeTo(4)).isEqualTo(EdgeVerdict.GOOD);
        assertThat(node.edgeGoodForNanos(4, puppets.now)).isPositive();
        puppets.step(new NodeInput.Committed(
                new ViewDelta(7, 7, List.of(new MemberChange.Gone(1, MemberStatus.REMOVED, Cause.FAILURE_TIMEOUT)))));

        assertThat(node.edgeTo(4)).isNull();
        assertThat(node.edgeGoodForNanos(4, puppets.now)).isEqualTo(-1);
    }

    @Test
    void whoWasRemovedAsksToBeLetInAgainAndBeatsToNobodyUntilThen() {
        puppets.in(6).passMillis(3_000);
        puppets.beating.clear();
        View without = View.of(7, 7, Puppets.view(6).members().subList(1, 6));
        List<NodeEffect> effects = puppets.step(new NodeInput.Committed(
                new ViewDelta(7, 7, List.of(new MemberChange.Gone(1, MemberStatus.REMOVED, Cause.FAILURE_TIMEOUT)))));

        assertThat(effects).contains(new NodeEffect.StageChanged(Stage.OUTSIDE, "was removed, joins again"));
        assertThat(effects).anyMatch(NodeEffect.Ask.class::isInstance);
        assertThat(puppets.passMillis(2_000)).noneMatch(NodeEffect.Send.class::isInstance);

        List<Member> members = new ArrayList<>(without.members());
        members.add(new Member(
                new NodeId("1"), 7, MemberStatus.RECOVERING, Cause.HEARD_AGAIN, 8, 0, "", "", false, "host-1:7800"));
        puppets.admit(7, View.of(8, 8, members));
        assertThat(node.incarnation()).isEqualTo(7);
        assertThat(Puppets.sent(puppets.passMillis(1_500), Message.Beat.class)).isNotEmpty();
    }
}
