package io.bellwether.protocol.gossip;

import static io.bellwether.protocol.gossip.GossipFixtures.MILLI;
import static io.bellwether.protocol.gossip.GossipFixtures.SECOND;
import static io.bellwether.protocol.gossip.GossipFixtures.health;
import static io.bellwether.protocol.gossip.GossipFixtures.rumour;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.gossip.GossipFixtures.Heard;
import io.bellwether.protocol.gossip.GossipFixtures.Sent;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GossipRoundsTest {

    private static final int SIZE = 20;

    private final View view = GossipNet.view(SIZE, 1);
    private final Sent sent = new Sent();
    private final Heard heard = new Heard();
    private final GossipRounds rounds = roundsOf(1);

    private GossipRounds roundsOf(long self) {
        GossipRounds made = new GossipRounds(
                TimingProfile.DEFAULT,
                new FixedSizes(),
                new Peers(new SplittableRandom(self)),
                new SplittableRandom(-self),
                now -> new Freshness(1, 2, (int) (now / MILLI)),
                heard,
                0);
        made.viewChanged(view, self, 0);
        return made;
    }

    private static Message.Gossip gossip(long epoch, long version, long root, boolean answer, Rumour... news) {
        return new Message.Gossip(epoch, version, root, answer, Freshness.UNKNOWN, List.of(news));
    }

    /** Ticks whenever it wants to be called, until then; returns when it sent. */
    private List<Long> run(long fromNanos, long untilNanos) {
        List<Long> times = new ArrayList<>();
        long now = fromNanos;
        while (rounds.deadlineNanos() - untilNanos < 0) {
            now = Math.max(now, rounds.deadlineNanos());
            int before = sent.all.size();
            rounds.tick(now, sent);
            if (sent.all.size() > before) {
                times.add(now);
            }
        }
        return times;
    }

    @Test
    void aRoundIsSpreadOverTheInterval() {
        List<Long> times = run(0, 10 * SECOND);
        assertThat(times).hasSizeBetween(28, 31);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isEqualTo(SECOND / 3);
        }
        assertThat(sent.of(Message.Gossip.class)).hasSize(times.size()).allMatch(m -> !m.answer());
        assertThat(sent.of(Message.Gossip.class).getLast().freshness().ageMillis())
                .isEqualTo((int) (times.getLast() / MILLI));
    }

    @Test
    void roundsMissedInAPauseAreNotMadeUpFor() {
        run(0, SECOND);
        sent.all.clear();
        rounds.tick(60 * SECOND, sent);
        rounds.tick(60 * SECOND + 1, sent);
        assertThat(sent.all).hasSize(1);
    }

    @Test
    void newsIsGatheredForAMomentAndPushedInOneDatagramPerPeer() {
        rounds.received(2, new Message.Rumours(List.of(rumour(5, 1, 50))), 0, sent);
        rounds.received(3, new Message.Rumours(List.of(rumour(6, 1, 60))), 10 * MILLI, sent);
        assertThat(sent.all).isEmpty();
        assertThat(rounds.deadlineNanos()).isBetween(25 * MILLI, 50 * MILLI);
        rounds.tick(rounds.deadlineNanos(), sent);
        assertThat(sent.of(Message.Rumours.class))
                .hasSize(2)
                .allSatisfy(push ->
                        assertThat(push.rumours()).extracting(Rumour::origin).containsExactlyInAnyOrder(5L, 6L));
        assertThat(heard.rumours).hasSize(2);
    }

    @Test
    void afterThePushRoundsCarryItOnceMoreAndThenNoMore() {
        rounds.received(2, new Message.Rumours(List.of(rumour(5, 1, 50))), 0, sent);
        run(0, 5 * SECOND);
        assertThat(sent.of(Message.Gossip.class).stream().filter(m -> !m.news().isEmpty()))
                .hasSize(1);
    }

    @Test
    void whatOthersTellAgainIsNotCarried() {
        var push = new Message.Rumours(List.of(rumour(5, 1, 50)));
        rounds.received(2, push, 0, sent);
        rounds.received(3, push, 0, sent);
        run(0, 5 * SECOND);
        assertThat(sent.of(Message.Gossip.class)).allMatch(m -> m.news().isEmpty());
        assertThat(heard.rumours).hasSize(1);
    }

    @Test
    void whatIsOldIsKeptButIsNoNews() {
        var old = new Rumour(5, 1, 4, 2_000, health(50));
        rounds.received(2, new Message.Rumours(List.of(old)), 0, sent);
        run(0, SECOND);
        assertThat(rounds.state().content(5, 1)).isEqualTo(health(50));
        assertThat(sent.of(Message.Rumours.class)).isEmpty();
        assertThat(sent.of(Message.Gossip.class)).allMatch(m -> m.news().isEmpty());
    }

    @Test
    void equalRootsAreNotAnswered() {
        rounds.received(2, gossip(SIZE, SIZE, 0, false), 0, sent);
        assertThat(sent.all).isEmpty();
    }

    @Test
    void otherRootsAreAnsweredWithNewsThatDidNotComeFromTheAsker() {
        rounds.received(2, new Message.Rumours(List.of(rumour(5, 1, 50))), 0, sent);
        rounds.received(3, gossip(SIZE, SIZE, 77, false, rumour(6, 1, 60)), 0, sent);
        var answer = sent.of(Message.Gossip.class).getFirst();
        assertThat(answer.answer()).isTrue();
        assertThat(answer.root()).isEqualTo(rounds.state().root());
        assertThat(answer.news()).extracting(Rumour::origin).containsExactly(5L);
        assertThat(sent.receivers()).containsExactly(3L);
    }

    @Test
    void whoAsksLaterIsStillToldWhatWasNewsFiveIntervalsAgo() {
        rounds.received(2, new Message.Rumours(List.of(rumour(5, 1, 50))), 0, sent);
        run(0, 5 * SECOND);
        assertThat(newsInAnswerAt(5 * SECOND)).containsExactly(5L);
        run(5 * SECOND, 6 * SECOND);
        assertThat(newsInAnswerAt(6 * SECOND)).isEmpty();
    }

    @Test
    void anAnswerTellsTheNewestFirstInTwoDatagramsAtMost() {
        List<Rumour> known = new ArrayList<>();
        for (int origin = 3; origin <= SIZE; origin++) {
            known.add(longProfile(origin));
        }
        known.forEach(rumour -> rounds.received(2, new Message.Rumours(List.of(rumour)), 0, sent));
        List<Long> told = newsInAnswerAt(0);
        assertThat(sent.of(Message.Gossip.class)).hasSize(1);
        assertThat(sent.of(Message.Rumours.class)).hasSize(1);
        List<Long> newest =
                IntStream.range(0, told.size()).mapToObj(i -> (long) SIZE - i).toList();
        assertThat(told).hasSizeBetween(8, SIZE - 4).isEqualTo(newest);
    }

    private static Rumour longProfile(long origin) {
        String text = "x".repeat(96);
        var entries = List.of(new Rumour.Profile.Entry("a", text), new Rumour.Profile.Entry("b", text));
        return new Rumour(origin, 1, 1, 0, new Rumour.Profile(entries));
    }

    /** The origins of all rumours that answer a peer with another root. */
    private List<Long> newsInAnswerAt(long now) {
        sent.all.clear();
        rounds.received(3, gossip(SIZE, SIZE, 77, false), now, sent);
        List<Rumour> told = new ArrayList<>();
        sent.of(Message.Gossip.class).forEach(answer -> told.addAll(answer.news()));
        sent.of(Message.Rumours.class).forEach(page -> told.addAll(page.rumours()));
        return told.stream().map(Rumour::origin).toList();
    }

    @Test
    void newsInTheQuestionCountsBeforeRootsAreCompared() {
        GossipRounds other = roundsOf(2);
        other.received(3, new Message.Rumours(List.of(rumour(5, 1, 50))), 0, new Sent());
        long root = other.state().root();
        rounds.received(2, gossip(SIZE, SIZE, root, false, rumour(5, 1, 50)), 0, sent);
        assertThat(sent.all).isEmpty();
    }

    @Test
    void anotherEpochIsNotComparedAndWhoIsBehindIsToldSo() {
        rounds.received(2, gossip(SIZE + 1, SIZE + 1, 77, false), 0, sent);
        assertThat(sent.all).isEmpty();
        rounds.received(2, gossip(SIZE - 1, SIZE - 1, 77, false), 0, sent);
        assertThat(sent.of(Message.Gossip.class)).allMatch(m -> m.answer() && m.version() == SIZE);
        assertThat(sent.all).hasSize(1);
        rounds.received(2, gossip(SIZE - 1, SIZE - 1, 77, true), 9 * SECOND, sent);
        assertThat(sent.of(Message.Buckets.class)).isEmpty();
    }

    @Test
    void oneVersionInTwoEpochsIsTold() {
        rounds.received(2, gossip(SIZE + 1, SIZE, 0, false), 0, sent);
        assertThat(heard.disagreements).hasSize(1);
        assertThat(sent.all).isEmpty();
    }

    @Test
    void aDifferenceThatLastsIsRepairedAndOneThatNewsExplainsIsNot() {
        rounds.received(2, new Message.Rumours(List.of(rumour(5, 1, 50))), 0, sent);
        rounds.received(3, gossip(SIZE, SIZE, 77, true), 900 * MILLI, sent);
        assertThat(sent.of(Message.Buckets.class)).isEmpty();
        rounds.received(3, gossip(SIZE, SIZE, 77, true), SECOND, sent);
        assertThat(sent.of(Message.Buckets.class)).hasSize(1);
    }

    @Test
    void withNewsAllTheTimeItIsRepairedEveryFiveIntervals() {
        for (int tenth = 0; tenth <= 100; tenth++) {
            long now = tenth * 100L * MILLI;
            rounds.received(2, new Message.Rumours(List.of(rumour(5, 1 + tenth, 50))), now, sent);
            rounds.received(3, gossip(SIZE, SIZE, 77, true), now, sent);
        }
        assertThat(sent.of(Message.Buckets.class)).hasSize(2);
    }

    @Test
    void repairSendsEachSideWhatItLacksAndNothingElse() {
        GossipRounds other = roundsOf(2);
        List<Rumour> common = new ArrayList<>();
        for (int origin = 1; origin <= SIZE; origin++) {
            common.add(new Rumour(origin, 1, 1, 60_000, health(origin)));
        }
        rounds.received(0, new Message.Rumours(common), 0, sent);
        other.received(0, new Message.Rumours(common), 0, sent);
        rounds.received(0, new Message.Rumours(List.of(new Rumour(5, 2, 1, 60_000, health(99)))), 0, sent);
        other.received(0, new Message.Rumours(List.of(new Rumour(6, 3, 1, 60_000, health(88)))), 0, sent);
        rounds.received(2, gossip(SIZE, SIZE, other.state().root(), true), 2 * SECOND, sent);
        Sent back = deliver(sent, other, 1);
        Sent third = deliver(back, rounds, 2);
        Sent fourth = deliver(third, other, 1);
        assertThat(deliver(fourth, rounds, 2).all).isEmpty();
        assertThat(other.state().root()).isEqualTo(rounds.state().root());
        assertThat(third.of(Message.Rumours.class).getFirst().rumours())
                .extracting(Rumour::origin)
                .containsExactly(5L);
        assertThat(fourth.of(Message.Rumours.class).getFirst().rumours())
                .extracting(Rumour::origin)
                .containsExactly(6L);
        assertThat(third.of(Message.Versions.class))
                .allMatch(m -> m.answer() && m.held().size() == 1);
    }

    private static Sent deliver(Sent from, GossipRounds to, long sender) {
        Sent answers = new Sent();
        from.all.forEach(datagram -> to.received(sender, datagram.message(), 2 * SECOND, answers));
        return answers;
    }

    @Test
    void pagesOfRepairThatMakeNoSenseAreIgnored() {
        rounds.received(2, new Message.Buckets(SIZE + 1, 0, 1, List.of(5L)), 0, sent);
        rounds.received(2, new Message.Buckets(SIZE, 0, 9, List.of(5L)), 0, sent);
        rounds.received(2, new Message.Buckets(SIZE, Integer.MAX_VALUE, 1, List.of(5L)), 0, sent);
        rounds.received(2, new Message.Buckets(SIZE, 0, 1, List.of()), 0, sent);
        rounds.received(2, new Message.Versions(SIZE, 7, 0, 9, false, List.of()), 0, sent);
        var odd = new Message.Versions.HeldVersion(3, 99, 1);
        rounds.received(2, new Message.Versions(SIZE, 0, 0, 9, false, List.of(odd)), 0, sent);
        assertThat(sent.all).isEmpty();
    }

    @Test
    void onePeerIsAnsweredOnlySoOftenPerSecond() {
        for (int i = 0; i < 100; i++) {
            rounds.received(2, gossip(SIZE, SIZE, 77, false), i, sent);
        }
        assertThat(sent.all).hasSize(GossipRounds.ANSWERS_PER_SECOND_MAX);
        rounds.received(3, gossip(SIZE, SIZE, 77, false), 100, sent);
        assertThat(sent.all).hasSize(GossipRounds.ANSWERS_PER_SECOND_MAX + 1);
        assertThat(rounds.counters().get(Count.OVER_ANSWERS)).isEqualTo(76);
    }

    @Test
    void newsIsBoundedAndTheOldestMakesRoom() {
        Counters counters = new Counters();
        News news = new News(counters);
        for (int origin = 0; origin < News.ITEMS_MAX + 3; origin++) {
            news.add(origin, 1, 0, 1, origin);
        }
        assertThat(news.size()).isEqualTo(News.ITEMS_MAX);
        assertThat(news.origin(0)).isEqualTo(3);
        assertThat(counters.get(Count.OVER_NEWS)).isEqualTo(3);
        news.forget(10, News.ITEMS_MAX + 10);
        assertThat(news.origin(0)).isEqualTo(News.ITEMS_MAX);
    }

    @Test
    void overItsAllowanceANodeStillComparesRoots() {
        var big = new Rumour.Profile(List.of(new Rumour.Profile.Entry("k", "v".repeat(90))));
        for (int second = 0; second < 5; second++) {
            for (int i = 0; i < 400; i++) {
                long now = second * SECOND + i * 2L * MILLI;
                rounds.received(
                        2,
                        new Message.Rumours(List.of(new Rumour(1 + i % 20, second * 1_000L + i, 1, 0, big))),
                        now,
                        sent);
                run(now, now);
            }
        }
        long allowed = GossipRounds.ALLOWANCE_SAVED_BYTES_MAX + 5L * GossipRounds.ALLOWANCE_BYTES_PER_SECOND;
        assertThat(rounds.counters().get(Count.BYTES_SENT)).isBetween(allowed * 9 / 10, allowed + 1_200);
        assertThat(rounds.counters().get(Count.OVER_ALLOWANCE)).isPositive();
        assertThat(rounds.counters().get(Count.ROUNDS)).isBetween(13L, 16L);
    }
}
