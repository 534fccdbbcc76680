package io.bellwether.coordinator.projection;

import static io.bellwether.protocol.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.News;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Leaders that come and go, with a topic that fails in all the ways in which one can. */
class EventProjectionTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Journal journal = new Journal();

    /** A coordinator that leads, or still thinks so. */
    private record Leader(EventProjection projection, Reached reached) {}

    private final Progress progress = new Progress(Target.EVENTS, () -> 0);

    @Test
    void eachEventIsWrittenOnceAcrossLeaders() throws InterruptedException {
        var topic = new PuppetTopic();
        happen(350);
        copyAll(topic);
        happen(20);
        copyAll(topic);

        assertThat(topic.sequences).containsExactlyElementsOf(upTo(370));
        assertThat(progress.dropped()).isZero();
    }

    @Test
    void whatTheJournalForgotIsCountedAndNotInvented() throws InterruptedException {
        var topic = new PuppetTopic();
        happen(10);
        copyAll(topic);
        happen(Journal.LINES_MAX + 5);
        copyAll(topic);

        assertThat(topic.sequences)
                .hasSize(10 + Journal.LINES_MAX)
                .contains(10L, 16L)
                .doesNotContain(11L, 15L);
        assertThat(progress.dropped()).isEqualTo(5);
    }

    @Test
    void aGapIsCountedOnceHoweverOftenItIsTried() throws InterruptedException {
        var topic = new PuppetTopic();
        happen(Journal.LINES_MAX + 5);
        topic.mood = Mood.AWAY;
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> copyAll(topic)).isInstanceOf(ProjectionException.class);
        }
        topic.mood = Mood.WELL;
        copyAll(topic);

        assertThat(progress.dropped()).isEqualTo(5);
    }

    @Test
    void theEventsOfAnotherClusterAreLeftAlone() {
        var topic = new PuppetTopic();
        happen(3);
        topic.append(List.of(entry(9, 90)));

        assertThatThrownBy(() -> leader(topic).projection().open())
                .isInstanceOf(ProjectionException.class)
                .hasMessageContaining("another cluster")
                .hasMessageContaining("cluster.projections.kafka.events-topic");
        assertThat(topic.sequences).containsExactly(9L);
    }

    @Test
    void whateverFailsAndHoweverLateAPageArrivesNoneIsLostAndTheFirstOfEachComeInOrder() {
        forAll(400, (random, size) -> {
            var topic = new PuppetTopic();
            var events = new Journal();
            List<Leader> leaders = new ArrayList<>();
            for (int step = 0; step < 10 + size; step++) {
                step(random, topic, events, leaders);
                assertThat(orphan(topic.sequences))
                        .as("event without its predecessor")
                        .isNull();
            }
            topic.mood = Mood.WELL;
            topic.arriveAll();
            var last = leader(topic, events);
            open(last);
            round(last, events);
            assertThat(topic.sequences.stream().distinct().toList()).containsExactlyElementsOf(upTo(events.newest()));
        });
    }

    private void step(RandomGenerator random, PuppetTopic topic, Journal events, List<Leader> leaders) {
        switch (random.nextInt(6)) {
            case 0 -> happen(events, 1 + random.nextInt(10));
            // The old one is not told: for a while both write.
            case 1 -> {
                var fresh = leader(topic, events);
                open(fresh);
                leaders.add(fresh);
            }
            case 2 -> topic.mood = Mood.values()[random.nextInt(Mood.values().length)];
            case 3 -> topic.arrive();
            default -> {
                if (!leaders.isEmpty()) {
                    var leader = leaders.get(random.nextInt(leaders.size()));
                    try {
                        round(leader, events);
                    } catch (ProjectionException e) {
                        // As its worker does: this one ends, and whoever goes on asks the topic.
                        leaders.remove(leader);
                    }
                }
            }
        }
    }

    /** The first event that came before its predecessor. */
    private static @Nullable Long orphan(List<Long> sequences) {
        long reached = 0;
        for (long sequence : sequences) {
            if (sequence > reached + 1) {
                return sequence;
            }
            reached = Math.max(reached, sequence);
        }
        return null;
    }

    private void copyAll(PuppetTopic topic) throws InterruptedException {
        var leader = leader(topic);
        assertThat(leader.reached().lag()).isNaN();
        leader.projection().open();
        round(leader, journal);
        assertThat(leader.reached().lag()).isZero();
        leader.projection().close();
    }

    private static void open(Leader leader) {
        try {
            leader.projection().open();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rounds until there is nothing left to copy: one more would wait. */
    private static void round(Leader leader, Journal events) {
        try {
            while (leader.reached().sequence() < events.newest()) {
                leader.projection().round();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Leader leader(PuppetTopic topic) {
        return leader(topic, journal);
    }

    private Leader leader(PuppetTopic topic, Journal events) {
        var reached = new Reached(events);
        return new Leader(new EventProjection(events, () -> {}, () -> topic, reached, progress, JSON), reached);
    }

    private void happen(int events) {
        happen(journal, events);
    }

    private static void happen(Journal journal, int events) {
        for (int n = 0; n < events; n++) {
            long index = 10 * (journal.newest() + 1);
            journal.tell(
                    index,
                    LogRecord.of(1, 0, 0, "", new Payload.Barrier()),
                    new News("config.put", "shop/limit", index, null, ""));
        }
    }

    private static List<Long> upTo(long newest) {
        return LongStream.rangeClosed(1, newest).boxed().toList();
    }

    private static Topic.Entry entry(long sequence, long index) {
        return new Topic.Entry(0, "a", "{\"sequence\":%d,\"index\":%d}".formatted(sequence, index));
    }

    /** How a topic takes a page. */
    private enum Mood {
        WELL,
        /** It is lost. */
        AWAY,
        /** It is taken, and nobody is told. */
        SILENT,
        /** It arrives later, or never, and nobody is told. */
        LATE
    }

    private static final class PuppetTopic implements Topic {

        private final List<Long> sequences = new ArrayList<>();
        private final List<String> values = new ArrayList<>();
        private final Deque<List<Entry>> underWay = new ArrayDeque<>();
        private Mood mood = Mood.WELL;

        void append(List<Entry> entries) {
            for (Entry entry : entries) {
                values.add(entry.value());
                sequences.add(JSON.readTree(entry.value()).get("sequence").asLong());
            }
        }

        void arrive() {
            List<Entry> page = underWay.pollLast();
            if (page != null) {
                append(page);
            }
        }

        void arriveAll() {
            while (!underWay.isEmpty()) {
                arrive();
            }
        }

        @Override
        public String name() {
            return "puppet";
        }

        @Override
        public Tail tail(int partition, Function<String, Tail.@Nullable At> position) {
            Tail.At at = values.isEmpty() ? null : position.apply(values.getLast());
            return at == null ? new Tail.Empty() : at;
        }

        @Override
        public void write(List<Entry> entries) {
            switch (mood) {
                case WELL -> append(entries);
                case AWAY -> throw new ProjectionException("away", null);
                case SILENT -> {
                    append(entries);
                    throw new ProjectionException("silent", null);
                }
                case LATE -> {
                    underWay.add(entries);
                    throw new ProjectionException("late", null);
                }
            }
        }

        @Override
        public void close() {}
    }
}
