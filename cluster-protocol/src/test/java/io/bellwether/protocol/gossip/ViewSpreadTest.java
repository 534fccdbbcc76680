package io.bellwether.protocol.gossip;

import static io.bellwether.protocol.gossip.GossipFixtures.MILLI;
import static io.bellwether.protocol.gossip.GossipFixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.gossip.GossipFixtures.Heard;
import io.bellwether.protocol.gossip.GossipFixtures.Sent;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ViewSpreadTest {

    private static final int SIZE = 20;

    private final Sent sent = new Sent();
    private final Heard heard = new Heard();
    private final ViewSpread views = spreadOf(1);

    private ViewSpread spreadOf(long self) {
        Peers peers = new Peers(new SplittableRandom(self));
        ViewSpread made = new ViewSpread(TimingProfile.DEFAULT, new FixedSizes(), peers, heard, 0);
        made.identity(self);
        made.pulled(GossipNet.view(SIZE, 1), 0);
        return made;
    }

    private static ViewDelta delta(long version) {
        return delta(version, MemberStatus.DEGRADED);
    }

    private static ViewDelta delta(long version, MemberStatus status) {
        var change = new MemberChange.Moved(1 + version % SIZE, status, Cause.SCORE_LOW, version);
        return new ViewDelta(version, SIZE, List.of(change));
    }

    private static Message.Deltas message(long... versions) {
        return new Message.Deltas(
                LongStream.of(versions).mapToObj(ViewSpreadTest::delta).toList(), 1, 5);
    }

    @Test
    void aDeltaIsForwardedOnFirstReceiptAndNeverAgain() {
        assertThat(views.received(2, message(21), 0, sent)).isTrue();
        assertThat(sent.receivers()).hasSize(3).doesNotContain(1L, 2L).doesNotHaveDuplicates();
        assertThat(sent.of(Message.Deltas.class)).allMatch(m -> m.hops() == 2 && m.ageMillis() == 5);
        assertThat(views.received(3, message(21), 0, sent)).isFalse();
        assertThat(sent.all).hasSize(3);
        assertThat(heard.deltas).containsExactly(21L);
    }

    @Test
    void oldDeltasAreTakenButNotForwarded() {
        assertThat(views.received(2, new Message.Deltas(List.of(delta(21)), 4, 2_000), 0, sent))
                .isTrue();
        assertThat(sent.all).isEmpty();
    }

    @Test
    void aDeltaOutOfOrderIsForwardedHeldAndAppliedWhenTheGapCloses() {
        assertThat(views.received(2, message(23), 0, sent)).isFalse();
        assertThat(views.received(2, message(22), 0, sent)).isFalse();
        assertThat(sent.of(Message.Deltas.class)).hasSize(6);
        assertThat(views.received(2, message(21), 0, sent)).isTrue();
        assertThat(views.view().version()).isEqualTo(23);
        assertThat(heard.deltas).containsExactly(21L, 22L, 23L);
        assertThat(views.pullWanted(10 * SECOND)).isFalse();
    }

    @Test
    void aDeltaTooFarAheadIsNotHeldButNoticed() {
        views.received(2, message(21 + DeltaLog.HELD_MAX), 0, sent);
        assertThat(views.counters().get(Count.OVER_HELD_DELTAS)).isEqualTo(1);
        views.tick(views.deadlineNanos(0), sent);
        assertThat(sent.of(Message.DeltasWanted.class)).containsExactly(new Message.DeltasWanted(20));
    }

    @Test
    void whoIsBehindAsksAfterAMomentAndOthersLaterAndMoreRarely() {
        views.noticed(2, 22, 0, sent);
        views.noticed(3, 22, 0, sent);
        assertThat(sent.all).isEmpty();
        List<Long> askedAtMillis = new ArrayList<>();
        for (long millis = 0; millis < 1_000; millis++) {
            int before = sent.all.size();
            views.noticed(millis % 2 == 0 ? 2 : 3, 22, millis * MILLI, sent);
            if (sent.all.size() > before) {
                askedAtMillis.add(millis);
            }
        }
        assertThat(askedAtMillis).containsExactly(20L, 70L, 170L, 370L, 770L);
        assertThat(sent.receivers()).containsExactly(2L, 3L, 2L, 3L, 2L);
    }

    @Test
    void anEmptyAnswerMakesItAskSomebodyElseAtOnce() {
        views.noticed(2, 22, 0, sent);
        views.noticed(3, 22, 0, sent);
        views.tick(20 * MILLI, sent);
        views.received(2, new Message.Deltas(List.of(), 0, 0), 21 * MILLI, sent);
        views.tick(21 * MILLI, sent);
        assertThat(sent.receivers()).containsExactly(2L, 3L);
    }

    @Test
    void whoKnowsMoreAnswersWithAsManyAsFitAndTheAskerGoesOnAtOnce() {
        ViewSpread ahead = spreadOf(2);
        for (long version = 21; version <= 140; version++) {
            ahead.committed(delta(version), 0, new Sent());
        }
        views.noticed(2, 140, 0, sent);
        long now = 20 * MILLI;
        views.tick(now, sent);
        int questions = 0;
        while (views.view().version() < 140 && questions < 10) {
            Sent answers = new Sent();
            ahead.received(1, sent.of(Message.DeltasWanted.class).getLast(), now, answers);
            var answer = answers.of(Message.Deltas.class).getFirst();
            assertThat(new FixedSizes().bytesMax(answer)).isBetween(500, Sizes.DATAGRAM_BYTES_MAX);
            views.received(2, answer, now, sent);
            views.tick(now, sent);
            questions++;
        }
        assertThat(views.view().members()).isEqualTo(ahead.view().members());
        assertThat(questions).isBetween(2, 6);
    }

    @Test
    void whoHasForgottenSaysSoByAnEmptyAnswerAndWhoIsBehindSaysNothing() {
        for (long version = 21; version <= 21 + DeltaLog.KEPT_MAX; version++) {
            views.committed(delta(version), 0, new Sent());
        }
        views.received(2, new Message.DeltasWanted(20), 0, sent);
        assertThat(sent.of(Message.Deltas.class)).containsExactly(new Message.Deltas(List.of(), 0, 0));
        views.received(2, new Message.DeltasWanted(views.view().version()), 0, sent);
        assertThat(sent.all).hasSize(1);
    }

    @Test
    void onePeerIsAnsweredOnlySoOftenPerSecond() {
        views.committed(delta(21), 0, new Sent());
        for (int i = 0; i < 20; i++) {
            views.received(2, new Message.DeltasWanted(20), i, sent);
        }
        assertThat(sent.all).hasSize(ViewSpread.ANSWERS_PER_SECOND_MAX);
        assertThat(views.counters().get(Count.OVER_ANSWERS)).isEqualTo(12);
        views.received(2, new Message.DeltasWanted(20), SECOND, sent);
        assertThat(sent.all).hasSize(ViewSpread.ANSWERS_PER_SECOND_MAX + 1);
    }

    @Test
    void aWholeViewIsWantedWhenTooFarBehindOrTooLongOrAskedInVain() {
        assertThat(views.pullWanted(0)).isFalse();
        views.noticed(2, 22, 0, sent);
        assertThat(views.pullWanted(SECOND)).isFalse();
        assertThat(views.pullWanted(2 * SECOND)).isTrue();
        views.received(2, message(21), 1_900 * MILLI, sent);
        assertThat(views.pullWanted(2 * SECOND)).as("one step forward").isFalse();
        views.noticed(2, 22 + DeltaLog.KEPT_MAX, 2 * SECOND, sent);
        assertThat(views.pullWanted(2 * SECOND)).as("too far").isTrue();
    }

    @Test
    void aPulledViewIsTakenWhenNewerAndFreesWhatWaitedBehindIt() {
        views.received(2, message(23), 0, sent);
        View newer = GossipNet.view(SIZE, 1).plus(delta(21)).plus(delta(22));
        assertThat(views.pulled(newer, 0)).isTrue();
        assertThat(views.view().version()).isEqualTo(23);
        assertThat(views.pulled(newer, 0)).isFalse();
        assertThat(views.view().version()).isEqualTo(23);
        assertThat(heard.disagreements).isEmpty();
    }

    @Test
    void twoContentsForOneVersionAreTold() {
        views.received(2, message(21), 0, sent);
        views.received(3, new Message.Deltas(List.of(delta(21, MemberStatus.DRAINING)), 1, 0), 0, sent);
        assertThat(heard.disagreements).hasSize(1);
        views.pulled(GossipNet.view(SIZE, 1).plus(delta(21, MemberStatus.DRAINING)), 0);
        assertThat(heard.disagreements).hasSize(2);
        assertThat(views.counters().get(Count.DISAGREEMENTS)).isEqualTo(2);
    }

    @Test
    void twoMembershipsForOneEpochAreToldAndNotTaken() {
        View other = View.of(SIZE, 25, GossipNet.view(SIZE - 1, 1).members());
        assertThat(views.pulled(other, 0)).isFalse();
        View older = View.of(SIZE - 1, 25, GossipNet.view(SIZE - 1, 1).members());
        assertThat(views.pulled(older, 0)).as("newer version, older epoch").isFalse();
        assertThat(heard.disagreements).hasSize(2);
    }

    @Test
    void aDeltaThatContradictsTheViewIsToldAndNeitherTakenNorForwarded() {
        var gone = new MemberChange.Gone(3, MemberStatus.LEFT, Cause.GOODBYE);
        var sameEpoch = new Message.Deltas(List.of(new ViewDelta(21, SIZE, List.of(gone))), 1, 0);
        assertThat(views.received(2, sameEpoch, 0, sent)).isFalse();
        var twice = new MemberChange.Joined(GossipNet.member(3, "zone-0"));
        var twiceThere = new Message.Deltas(List.of(new ViewDelta(21, SIZE + 1, List.of(twice))), 1, 0);
        assertThat(views.received(2, twiceThere, 0, sent)).isFalse();
        assertThat(heard.disagreements).hasSize(2);
        assertThat(sent.of(Message.Deltas.class)).isEmpty();
    }

    @Test
    void aDeltaThatNoDatagramCarriesIsNotPushedAndItsViewIsPulled() {
        List<MemberChange> joins = new ArrayList<>();
        for (long incarnation = 100; incarnation < 130; incarnation++) {
            joins.add(new MemberChange.Joined(GossipNet.member(incarnation, "zone-0")));
        }
        assertThat(views.committed(new ViewDelta(21, 21, joins), 0, sent)).isTrue();
        assertThat(sent.all).isEmpty();
        assertThat(views.counters().get(Count.DELTAS_TOO_BIG)).isEqualTo(1);
        views.received(2, new Message.DeltasWanted(20), 0, sent);
        assertThat(sent.of(Message.Deltas.class).getFirst().deltas()).isEmpty();
    }

    @Test
    void whoMovedIsReachedElsewhereInTheSameEpoch() {
        var moved = new ViewDelta(21, SIZE, List.of(new MemberChange.Readdressed(5, "elsewhere:7800")));
        assertThat(views.received(2, new Message.Deltas(List.of(moved), 1, 5), 0, sent))
                .isTrue();
        assertThat(views.view().members())
                .filteredOn(member -> member.incarnation() == 5)
                .singleElement()
                .satisfies(member -> assertThat(member.address()).isEqualTo("elsewhere:7800"));
        assertThat(views.view().epoch()).isEqualTo(SIZE);
        assertThat(heard.disagreements).isEmpty();
    }
}
