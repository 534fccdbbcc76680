package io.bellwether.protocol.gossip;

import static io.bellwether.protocol.gossip.GossipFixtures.MILLI;
import static io.bellwether.protocol.gossip.GossipFixtures.SECOND;
import static io.bellwether.protocol.gossip.GossipFixtures.health;
import static io.bellwether.protocol.gossip.GossipFixtures.rumour;
import static io.bellwether.protocol.gossip.GossipFixtures.viewOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.gossip.SoftState.Taken;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SoftStateTest {

    private final Counters counters = new Counters();
    private final SoftState state = stateOf(1, 1, 2, 3);

    private SoftState stateOf(long self, long... members) {
        SoftState made = new SoftState(counters);
        made.viewChanged(viewOf(1, members), self, 0);
        return made;
    }

    private static Rumour.BadEdges edges(EdgeVerdict verdict, int phi) {
        return new Rumour.BadEdges(List.of(new Rumour.BadEdges.BadEdge(2, verdict, phi)));
    }

    @Test
    void aScoreIsNewsOnceItHasMovedByFivePointsSinceItWasLastSaid() {
        assertThat(state.write(health(90), 0)).isTrue();
        assertThat(state.write(health(86), 1)).isFalse();
        assertThat(state.write(health(94), 2)).isFalse();
        assertThat(state.write(health(85), 3)).isTrue();
        assertThat(state.version(1, 1)).isEqualTo(2);
        assertThat(state.content(1, 1)).isEqualTo(health(85));
    }

    @Test
    void aBadEdgeIsNewsWhenItsVerdictChangesAndNotWhenPhiGrows() {
        assertThat(state.write(edges(EdgeVerdict.SILENT, 9), 0)).isTrue();
        assertThat(state.write(edges(EdgeVerdict.SILENT, 10), 1)).isFalse();
        assertThat(state.write(edges(EdgeVerdict.LOSSY, 10), 2)).isTrue();
        assertThat(state.write(new Rumour.BadEdges(List.of()), 3)).isTrue();
    }

    @Test
    void aProfileIsNewsWhenAnEntryChanges() {
        var one = new Rumour.Profile(List.of(new Rumour.Profile.Entry("http", "a:1")));
        var other = new Rumour.Profile(List.of(new Rumour.Profile.Entry("http", "a:2")));
        assertThat(state.write(one, 0)).isTrue();
        assertThat(state.write(new Rumour.Profile(one.entries()), 1)).isFalse();
        assertThat(state.write(other, 2)).isTrue();
    }

    @Test
    void onlyTheNewestOfATopicIsKept() {
        assertThat(state.take(rumour(2, 5, 50), 0)).isEqualTo(Taken.NEW);
        assertThat(state.take(rumour(2, 5, 50), 0)).isEqualTo(Taken.KNOWN);
        assertThat(state.take(rumour(2, 4, 40), 0)).isEqualTo(Taken.OLDER);
        assertThat(state.content(2, 1)).isEqualTo(health(50));
    }

    @Test
    void aRumourAboutMyselfFromBeforeIsOvertaken() {
        state.write(health(90), 0);
        assertThat(state.take(rumour(1, 7, 10), 1)).isEqualTo(Taken.OVERTAKEN);
        assertThat(state.version(1, 1)).isEqualTo(8);
        assertThat(state.content(1, 1)).isEqualTo(health(90));
        assertThat(state.take(rumour(1, 8, 10), 1)).isEqualTo(Taken.OVERTAKEN);
        assertThat(state.take(rumour(1, 9, 90), 1)).isEqualTo(Taken.KNOWN);
        assertThat(state.take(rumour(1, 8, 10), 1)).isEqualTo(Taken.OLDER);
    }

    @Test
    void whatIWriteFirstGoesPastWhatOthersStillTellOfMe() {
        assertThat(state.take(rumour(1, 7, 10), 0)).isEqualTo(Taken.NEW);
        assertThat(state.write(health(90), 1)).isTrue();
        assertThat(state.version(1, 1)).isEqualTo(8);
    }

    @Test
    void whatIWriteFirstIsNoNewsIfEverybodyKnowsItAlready() {
        state.take(rumour(1, 7, 10), 0);
        assertThat(state.write(health(12), 1)).isFalse();
        assertThat(state.version(1, 1)).isEqualTo(7);
        assertThat(state.write(health(15), 1)).isTrue();
    }

    @Test
    void aRumourAgesByTheTimeItIsHeldAndGoesOneHopFurther() {
        state.take(new Rumour(2, 1, 3, 250, health(5)), 0);
        Rumour out = state.rumour(state.holdings().slot(2, 1), 40 * MILLI);
        assertThat(out.ageMillis()).isEqualTo(290);
        assertThat(out.hops()).isEqualTo(4);
        state.write(health(50), 0);
        assertThat(state.rumour(state.holdings().slot(1, 1), 0).hops()).isEqualTo(1);
    }

    @Test
    void aRumourThatComesBeforeItsMemberWaitsForTheView() {
        assertThat(state.take(rumour(4, 1, 44), 0)).isEqualTo(Taken.NO_MEMBER);
        List<Rumour> news = state.viewChanged(viewOf(2, 1, 2, 3, 4), 1, 30 * MILLI);
        assertThat(news).containsExactly(new Rumour(4, 1, 1, 30, health(44)));
        assertThat(state.content(4, 1)).isEqualTo(health(44));
    }

    @Test
    void aMemberThatIsGoneTakesItsRumoursAlongAndIsNotWaitedFor() {
        state.take(rumour(3, 1, 33), 0);
        state.viewChanged(viewOf(2, 1, 2), 1, 0);
        assertThat(state.take(rumour(3, 2, 33), 0)).isEqualTo(Taken.NO_MEMBER);
        assertThat(counters.get(Count.RUMOURS_OF_GONE)).isEqualTo(1);
        assertThat(state.viewChanged(viewOf(3, 1, 2, 9), 1, 0)).isEmpty();
        assertThat(state.root()).isZero();
    }

    @Test
    void rumoursOfStrangersAreBoundedAndExpire() {
        for (int i = 0; i < Strangers.RUMOURS_MAX + 5; i++) {
            state.take(rumour(100 + i, 1, 1), 0);
        }
        assertThat(counters.get(Count.OVER_STRANGERS)).isEqualTo(5);
        state.take(rumour(300, 1, 1), 11 * SECOND);
        assertThat(counters.get(Count.OVER_STRANGERS)).isEqualTo(5);
    }

    @Test
    void aNewIncarnationSaysEverythingAgain() {
        state.write(health(90), 0);
        List<Rumour> news = state.viewChanged(viewOf(2, 2, 3, 9), 9, SECOND);
        assertThat(news).extracting(Rumour::origin).containsExactly(9L);
        assertThat(state.content(9, 1)).isEqualTo(health(90));
        assertThat(state.content(1, 1)).isNull();
    }

    /** The heart of repair: equal knowledge gives equal hashes, whatever the order it came in and whoever was there before. */
    @Test
    void hashesDependOnWhatIsKnownAndOnNothingElse() {
        Seeds.forAll(200, (random, size) -> {
            long[] members = LongStream.rangeClosed(1, 2L * size).toArray();
            long[] left = LongStream.of(members).filter(m -> m % 3 != 0).toArray();
            long[] more = LongStream.concat(LongStream.of(left), LongStream.range(1000, 1000 + random.nextInt(70)))
                    .toArray();
            List<Rumour> rumours = new ArrayList<>(IntStream.range(0, 3 * size)
                    .mapToObj(i -> rumour(1 + random.nextInt(2 * size), 1 + random.nextInt(9), random.nextInt(101)))
                    .toList());
            SoftState churned = stateOf(-1, members);
            rumours.forEach(rumour -> churned.take(rumour, 0));
            churned.viewChanged(viewOf(2, left), -1, 0);
            churned.viewChanged(viewOf(3, more), -1, 0);
            Collections.shuffle(rumours, new Random(random.nextLong()));
            SoftState direct = stateOf(-1, more);
            rumours.forEach(rumour -> direct.take(rumour, 0));
            assertThat(churned.root()).isEqualTo(direct.root());
            assertThat(churned.holdings().buckets()).isEqualTo(direct.holdings().buckets());
            long sum = 0;
            for (int bucket = 0; bucket < direct.holdings().buckets(); bucket++) {
                assertThat(churned.holdings().bucketHash(bucket))
                        .isEqualTo(direct.holdings().bucketHash(bucket));
                sum += direct.holdings().bucketHash(bucket);
            }
            assertThat(sum).isEqualTo(direct.root());
            direct.take(rumour(left[0], 10, 1), 0);
            assertThat(churned.root()).isNotEqualTo(direct.root());
        });
    }
}
