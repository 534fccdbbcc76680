package io.bellwether.coordinator.journal;

import io.bellwether.coordinator.host.Part;
import io.bellwether.coordinator.host.Witness;
import io.bellwether.coordinator.storage.ImageCodec;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.state.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest events. Written by the log's thread only, and part of the snapshot: every replica holds the same lines under
 * the same numbers, before and after a restart. Readers take copies of what they ask for; the log's thread waits for them
 * no longer than such a copy takes, because they are not told anything, they come and fetch.
 */
public final class Journal implements Part, Witness {

    /** How many lines are kept; older ones are forgotten, on every replica at the same entry. */
    public static final int LINES_MAX = 2_000;

    /** The longest evidence; more is cut off. */
    public static final int EVIDENCE_MAX = Event.EVIDENCE_MAX;

    /** The whole journal, for snapshots. */
    private record Image(long lastSequence, List<JournalLine> lines) {}

    private final ImageCodec<Image> codec = new ImageCodec<>(Image.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The line of each number, at the number's remainder. */
    private final @Nullable JournalLine[] ring = new JournalLine[LINES_MAX];

    private long lastSequence;
    private int kept;
    private boolean closed;

    /**
     * Lines, and how far the journal reaches.
     *
     * @param lines Those that were asked for, in order.
     * @param oldest The number of the oldest line that is kept; one more than the newest if none is.
     * @param newest The number of the newest line, 0 before the first.
     * @param closed Whether nothing will be read from here any more.
     */
    public record Page(List<JournalLine> lines, long oldest, long newest, boolean closed) {

        public Page {
            lines = List.copyOf(lines);
        }

        /** Whether lines after this number have been forgotten. */
        public boolean isMissingAfter(long sequence) {
            return sequence < oldest - 1;
        }
    }

    @Override
    public String name() {
        return "journal";
    }

    /** No entry is for the journal itself: it is told what others made of theirs. */
    @Override
    public boolean takes(Payload payload) {
        return false;
    }

    @Override
    public Object apply(long index, LogRecord entry) {
        throw new IllegalStateException("the journal takes no entries, got %s at %d".formatted(entry.payload(), index));
    }

    @Override
    public void members(long index, List<Event> events) {
        lock.lock();
        try {
            for (Event event : events) {
                add(new JournalLine(
                        lastSequence + 1,
                        index,
                        event.clusterMillis(),
                        event.wallMillis(),
                        typeOf(event.kind()),
                        event.id() == null ? "" : event.id().name(),
                        event.epoch(),
                        event.version(),
                        event.incarnation(),
                        nameOf(event.from()),
                        nameOf(event.to()),
                        nameOf(event.cause()),
                        event.evidence()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes what an entry did to another part. The log's thread calls it. */
    public void tell(long index, LogRecord entry, News news) {
        String evidence = news.evidence();
        lock.lock();
        try {
            add(new JournalLine(
                    lastSequence + 1,
                    index,
                    TimeUnit.NANOSECONDS.toMillis(entry.clusterNanos()),
                    entry.wallMillis(),
                    news.type(),
                    news.subject(),
                    0,
                    news.version(),
                    0,
                    null,
                    news.to(),
                    null,
                    evidence.length() > EVIDENCE_MAX ? evidence.substring(0, EVIDENCE_MAX) : evidence));
        } finally {
            lock.unlock();
        }
    }

    private void add(JournalLine line) {
        ring[slot(line.sequence())] = line;
        kept = Math.min(kept + 1, LINES_MAX);
        lastSequence = line.sequence();
        changed.signalAll();
    }

    /** The number of the newest line, 0 before the first. */
    public long newest() {
        lock.lock();
        try {
            return lastSequence;
        } finally {
            lock.unlock();
        }
    }

    /** The lines after this number, the oldest first. */
    public Page after(long sequence, int linesMax) {
        lock.lock();
        try {
            return page(sequence, linesMax);
        } finally {
            lock.unlock();
        }
    }

    /** The same, but waits this long for a line to come if there is none yet. */
    public Page await(long sequence, int linesMax, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (lastSequence <= sequence && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return page(sequence, linesMax);
        } finally {
            lock.unlock();
        }
    }

    private Page page(long sequence, int linesMax) {
        long oldest = lastSequence + 1 - kept;
        long from = sequence >= lastSequence ? lastSequence + 1 : Math.max(sequence + 1, oldest);
        return new Page(lines(from, linesMax), oldest, lastSequence, closed);
    }

    private List<JournalLine> lines(long from, int linesMax) {
        var taken = new ArrayList<JournalLine>();
        for (long sequence = from; sequence <= lastSequence && taken.size() < linesMax; sequence++) {
            taken.add(Objects.requireNonNull(ring[slot(sequence)]));
        }
        return taken;
    }

    private static int slot(long sequence) {
        return (int) (sequence % LINES_MAX);
    }

    /** Ends all waiting: the process is about to stop. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public byte[] image() {
        Image image;
        lock.lock();
        try {
            image = new Image(lastSequence, lines(lastSequence + 1 - kept, LINES_MAX));
        } finally {
            lock.unlock();
        }
        return codec.encode(image);
    }

    @Override
    public void restore(byte @Nullable [] bytes) {
        Image image = bytes == null ? new Image(0, List.of()) : codec.decode(bytes);
        lock.lock();
        try {
            Arrays.fill(ring, null);
            kept = 0;
            image.lines().forEach(this::add);
            lastSequence = image.lastSequence();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static String typeOf(Event.Kind kind) {
        return switch (kind) {
            case MOVED -> "member.moved";
            case RECORDED -> "member.recorded";
            case JOIN_REFUSED -> "member.join-refused";
            case OPERATOR_NEEDED -> "member.operator-needed";
            case FORGOTTEN -> "member.forgotten";
            case PROTECTION_BEGAN -> "protection.began";
            case PROTECTION_EXPIRED -> "protection.expired";
            case PROTECTION_ENDED -> "protection.ended";
        };
    }

    private static @Nullable String nameOf(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
