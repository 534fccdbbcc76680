package io.bellwether.coordinator.api;

import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.JournalLine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The readers that follow the journal. Each fetches from the journal at its own pace and nothing is kept for it, so the
 * only thing that a slow one can use up is its place; it loses that when it falls too far behind, and may come back and go
 * on where it stopped.
 */
@Component
final class EventStreams {

    /** Readers at once. */
    static final int READERS_MAX = 64;

    /** How many events a reader that was up to date may fall behind before it is dropped. */
    static final int LAG_MAX = Journal.LINES_MAX / 2;

    /** The position of a reader that wants no event of before. */
    static final long FROM_NOW = -1;

    /** Shorter than the idle time-outs of common proxies. */
    private static final Duration ALIVE = Duration.ofSeconds(15);

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int BATCH = 50;
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final Journal journal;
    private final Semaphore places = new Semaphore(READERS_MAX);

    EventStreams(Journal journal) {
        this.journal = journal;
    }

    /** Streams never end by themselves: without this, stopping would wait for them as for any other request. */
    @EventListener(ContextClosedEvent.class)
    void stopping() {
        journal.close();
    }

    /** How many readers there are. */
    int readers() {
        return READERS_MAX - places.availablePermits();
    }

    Place enter() throws RefusalException {
        if (!places.tryAcquire()) {
            throw new RefusalException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "too-many-streams",
                            "%d readers follow the events of this coordinator, which is the most"
                                    .formatted(READERS_MAX),
                            "follow another coordinator: all have the same events under the same numbers")
                    .retryAfter(RETRY);
        }
        return new Place();
    }

    /** One reader's place, given back by closing it. */
    final class Place implements AutoCloseable {

        private Place() {}

        /** Sends events until the reader is gone, too slow, or this process stops. */
        void run(long after, @Nullable String type, SseSink sink) {
            // Before anything is sent: what happens once the reader knows that it is connected, it is told.
            long position = after == FROM_NOW ? journal.newest() : after;
            try {
                sink.begin(RETRY.toMillis());
                follow(position, type, sink);
            } catch (IOException e) {
                LOG.debug("a reader of the events has gone", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void follow(long after, @Nullable String type, SseSink sink) throws IOException, InterruptedException {
            long position = after;
            boolean upToDate = false;
            while (true) {
                Journal.Page page = journal.await(position, BATCH, ALIVE);
                if (page.closed()) {
                    return;
                }
                long behind = page.newest() - position;
                upToDate |= behind <= BATCH;
                if (upToDate && behind > LAG_MAX) {
                    dropped(behind);
                    return;
                }
                if (page.isMissingAfter(position)) {
                    sink.gap(position, page.oldest());
                }
                send(page.lines(), type, sink);
                position = page.lines().isEmpty()
                        ? position
                        : page.lines().getLast().sequence();
            }
        }

        private static void send(List<JournalLine> lines, @Nullable String type, SseSink sink) throws IOException {
            boolean silent = true;
            for (JournalLine line : lines) {
                if (type == null || line.isOf(type)) {
                    sink.event(line);
                    silent = false;
                }
            }
            if (silent) {
                sink.alive();
            }
            sink.flush();
        }

        private void dropped(long behind) {
            LOG.atInfo()
                    .addKeyValue("action", "events.reader.dropped")
                    .addKeyValue("behind", behind)
                    .log("a reader of the events was too slow and was dropped; it may come back and go on");
        }

        @Override
        public void close() {
            places.release();
        }
    }
}
