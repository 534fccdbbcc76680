package io.bellwether.protocol.wire;

import static io.bellwether.protocol.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Relay.HeldReport;
import io.bellwether.protocol.message.Message.Versions.HeldVersion;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PagingTest {

    private final Paging paging = new Paging();
    private final Sizer sizer = new Sizer();

    @ParameterizedTest
    @EnumSource
    void aMessageThatFitsIsLeftAsItIs(Kind kind) {
        var message = Samples.usual(kind);
        assertThat(paging.pages(message)).containsExactly(message);
    }

    @Test
    void theLargestOfEverythingFitsAlone() {
        assertThat(sizer.fits(Samples.largestReport())).isTrue();
        assertThat(sizer.fits(new Message.Relay(
                        List.of(new HeldReport(Long.MAX_VALUE, Integer.MAX_VALUE, Samples.largestReport())))))
                .isTrue();
        assertThat(sizer.fits(Samples.largestJoin())).isTrue();
        for (Rumour rumour : Samples.largestRumours()) {
            assertThat(sizer.fits(new Message.Rumours(List.of(rumour)))).isTrue();
            assertThat(sizer.fits(new Message.Gossip(
                            Long.MAX_VALUE, Long.MAX_VALUE, -1, true, Samples.largestFreshness(), List.of(rumour))))
                    .isTrue();
        }
        assertThat(sizer.fits(new Message.Versions(
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE - 1,
                        true,
                        Collections.nCopies(3, new HeldVersion(0, 255, Long.MAX_VALUE)))))
                .isTrue();
    }

    @Test
    void reportsAreSpreadOverFullPagesInOrder() {
        var reports = LongStream.rangeClosed(1, 1_000)
                .mapToObj(sender -> new HeldReport(sender, 250, Samples.report(13)))
                .toList();

        var pages = paging.pages(new Message.Relay(reports));

        List<HeldReport> all = new ArrayList<>();
        for (Message page : pages) {
            all.addAll(((Message.Relay) page).reports());
        }
        assertThat(all).isEqualTo(reports);
        assertThat(pages).allMatch(sizer::fits);
        for (int i = 0; i + 1 < pages.size(); i++) {
            var fuller = new ArrayList<>(((Message.Relay) pages.get(i)).reports());
            fuller.add(((Message.Relay) pages.get(i + 1)).reports().getFirst());
            assertThat(sizer.fits(new Message.Relay(fuller)))
                    .as("page %d could hold more", i)
                    .isFalse();
        }
    }

    @Test
    void newsThatDoesNotFitFollowsTheGossipAsRumours() {
        forAll(50, (random, size) -> {
            var news = rumours(random, 10 * size);
            var gossip = new Message.Gossip(9, 99, -7, true, new Freshness(1, 2, 3), news);

            var pages = paging.pages(gossip);

            List<Rumour> all = new ArrayList<>();
            for (Message page : pages) {
                all.addAll(page instanceof Message.Gossip first ? first.news() : ((Message.Rumours) page).rumours());
            }
            assertThat(all).isEqualTo(news);
            assertThat(pages).allMatch(sizer::fits);
            assertThat(pages.stream().filter(Message.Gossip.class::isInstance)).containsExactly(pages.getFirst());
            assertThat(((Message.Gossip) pages.getFirst()).root()).isEqualTo(-7);
        });
    }

    @Test
    void hashesOfManyBucketsKeepTheirNumbers() {
        var hashes = LongStream.range(0, 1_000).boxed().toList();

        var pages = paging.pages(new Message.Buckets(4, 0, 1_000, hashes));

        assertThat(pages).hasSizeGreaterThan(1).allMatch(sizer::fits);
        long next = 0;
        for (Message page : pages) {
            var buckets = (Message.Buckets) page;
            assertThat(buckets.firstBucket()).isEqualTo((int) next);
            for (long hash : buckets.hashes()) {
                assertThat(hash).isEqualTo(next++);
            }
        }
        assertThat(next).isEqualTo(1_000);
    }

    @Test
    void pagesOfVersionsSpeakForAdjoiningRangesAndForAllTopicsOfAnOrigin() {
        forAll(100, (random, size) -> {
            List<HeldVersion> held = new ArrayList<>();
            long origin = 100;
            for (int i = 0; i < 20 * size; i++) {
                origin += 1 + random.nextInt(1_000_000);
                for (int topic = 1; topic <= 1 + random.nextInt(3); topic++) {
                    held.add(new HeldVersion(origin, topic, random.nextLong() >>> (1 + random.nextInt(60))));
                }
            }
            var whole = new Message.Versions(7, 3, 50, Long.MAX_VALUE, true, held);

            var pages = paging.pages(whole);

            List<HeldVersion> all = new ArrayList<>();
            long expectedFrom = 50;
            for (Message message : pages) {
                var page = (Message.Versions) message;
                assertThat(page.from()).isEqualTo(expectedFrom);
                assertThat(page.held()).allMatch(h -> h.origin() >= page.from() && h.origin() < page.until());
                all.addAll(page.held());
                expectedFrom = page.until();
            }
            assertThat(expectedFrom).isEqualTo(Long.MAX_VALUE);
            assertThat(all).isEqualTo(held);
            assertThat(pages).allMatch(sizer::fits);
        });
    }

    @Test
    void aDeltaThatFitsIntoNoDatagramIsLeftOutAndTheOthersGo() {
        var huge = new ViewDelta(
                2, 2, Collections.nCopies(5, Samples.largestJoin().changes().getFirst()));
        var small =
                new ViewDelta(3, 2, List.of(new MemberChange.Moved(5, MemberStatus.HEALTHY, Cause.BEATS_GOOD, 1_000)));

        assertThat(sizer.fits(huge)).isFalse();
        assertThat(paging.pages(new Message.Deltas(List.of(Samples.largestJoin(), huge, small), 1, 2)))
                .containsExactly(new Message.Deltas(List.of(Samples.largestJoin(), small), 1, 2));
        assertThat(paging.pages(new Message.Deltas(List.of(huge), 1, 2))).isEmpty();
    }

    private static List<Rumour> rumours(RandomGenerator random, int count) {
        var messages = new RandomMessages(random);
        List<Rumour> rumours = new ArrayList<>();
        while (rumours.size() < count) {
            rumours.addAll(((Message.Rumours) messages.of(Kind.RUMOURS)).rumours());
        }
        return rumours;
    }
}
