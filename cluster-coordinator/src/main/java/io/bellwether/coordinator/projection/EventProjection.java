package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.api.EventView;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.JournalLine;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal, to the one partition of a topic. A page is one batch, written whole or not at all, and the next is sent only
 * after it was acknowledged: therefore each event in the topic has its predecessor before it, and the last one says how
 * far the topic reaches.
 */
final class EventProjection implements Projection {

    /** As JSON: names and evidence are bounded, whatever has to be escaped in them. */
    static final int EVENT_BYTES_MAX = 4_000;

    /** Fits into one batch. */
    static final int PAGE_MAX = 200;

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int PARTITION = 0;
    private static final Logger LOG = LoggerFactory.getLogger(EventProjection.class);

    private final Journal journal;
    private final Catching catching;
    private final Supplier<Topic> topics;
    private final Reached reached;
    private final Progress progress;
    private final JsonMapper json;
    private @Nullable Topic topic;
    /** Told once something stands behind it: until then whoever opens the topic finds it again. */
    private EventPlan.@Nullable Gap untold;

    /** Waits until everything that was committed before this call has been applied here. */
    @FunctionalInterface
    interface Catching {
        void up() throws InterruptedException;
    }

    EventProjection(
            Journal journal,
            Catching catching,
            Supplier<Topic> topics,
            Reached reached,
            Progress progress,
            JsonMapper json) {
        this.journal = journal;
        this.catching = catching;
        this.topics = topics;
        this.reached = reached;
        this.progress = progress;
        this.json = json;
    }

    @Override
    public String open() throws InterruptedException {
        Topic opened = topics.get();
        topic = opened;
        Tail tail = opened.tail(PARTITION, this::position);
        catching.up();
        long last = tail instanceof Tail.At at ? at.sequence() : 0;
        switch (EventPlan.of(tail, journal.after(last - 1, 1))) {
            case EventPlan.GoOn(long after) -> reached.set(after);
            case EventPlan.Gap gap -> {
                reached.set(gap.after());
                untold = gap;
            }
            case EventPlan.Foreign(String evidence) ->
                throw new ProjectionException(
                        ("the topic %s holds the events of another cluster (%s): delete the topic and empty the table"
                                        + " cluster_events, or name another one by cluster.projections.kafka.events-topic")
                                .formatted(opened.name(), evidence),
                        null);
        }
        return "after event " + reached.sequence();
    }

    private Tail.@Nullable At position(String value) {
        return WrittenEvent.parse(json, value);
    }

    @Override
    public boolean round() throws InterruptedException {
        long position = reached.sequence();
        Journal.Page page = journal.await(position, PAGE_MAX, PATIENCE);
        if (page.closed() || topic == null) {
            return false;
        }
        if (page.isMissingAfter(position)) {
            untold = new EventPlan.Gap(page.oldest() - 1, untold == null ? position + 1 : untold.missedFrom());
        }
        if (!page.lines().isEmpty()) {
            topic.write(page.lines().stream().map(this::entry).toList());
            reached.set(page.lines().getLast().sequence());
            progress.wrote(page.lines().size());
            tellGap();
        }
        return true;
    }

    private Topic.Entry entry(JournalLine line) {
        return new Topic.Entry(
                PARTITION,
                line.subject().isEmpty() ? null : line.subject(),
                json.writeValueAsString(EventView.of(line)));
    }

    private void tellGap() {
        EventPlan.Gap gap = untold;
        if (gap == null) {
            return;
        }
        untold = null;
        progress.dropped(gap.missed());
        LOG.atWarn()
                .addKeyValue("action", "projection.gap")
                .addKeyValue("target", Target.EVENTS.code())
                .addKeyValue("first", gap.missedFrom())
                .addKeyValue("last", gap.after())
                .log(
                        "these events were forgotten by the journal before they could be copied; they are not in the topic");
    }

    @Override
    public void close() {
        if (topic != null) {
            topic.close();
        }
    }
}
