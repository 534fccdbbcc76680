package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.storage.UnreadableException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Safeguard four: looks at the disk before the library does. The library refuses some damage and starts short on other,
 * and a replica that is short votes for leaders that lack what it has acknowledged. So before the server starts: the
 * vote is readable, the newest snapshot matches its digest, the segments follow each other without a gap from it on,
 * every entry matches its checksum, and the last is not below the {@link Watermark}. Half an entry at the very end,
 * above the watermark, is what a full disk leaves; nobody was told that it is there, so it is cut off.
 */
final class StartGuard {

    private static final Logger LOG = LoggerFactory.getLogger(StartGuard.class);

    private final RatisSettings settings;

    StartGuard(RatisSettings settings) {
        this.settings = settings;
    }

    /**
     * What there is on the disk.
     *
     * @param lastIndex -1 for nothing
     * @param snapshotIndex -1 for none
     * @param tail half an entry that was never acknowledged
     */
    record Found(
            long lastIndex, long snapshotIndex, @Nullable Tail tail) {}

    /** Half an entry, from this byte of a segment on. */
    record Tail(SegmentFile segment, int from) {}

    private record Followed(long lastIndex, @Nullable Tail tail) {}

    /**
     * Looks at everything.
     *
     * @throws RefusedStartException if something is missing or not as it was written
     */
    Found check() {
        try {
            boolean marked = Files.exists(settings.watermarkFile());
            if (!Files.exists(settings.groupFolder())) {
                return nothing(marked);
            }
            if (!marked) {
                throw refused("the watermark is missing beside a log");
            }
            return something(Watermark.read(settings.watermarkFile()));
        } catch (IOException | UnreadableException e) {
            String what = e.getMessage();
            throw refused(what == null ? e.toString() : what);
        }
    }

    /** Takes away what the library would stumble over. */
    void cut(Found found) throws IOException {
        Tail tail = found.tail();
        if (tail == null) {
            return;
        }
        tail.segment().cut(tail.from());
        LOG.atWarn()
                .addKeyValue("action", "raft.cut")
                .addKeyValue("node", settings.self().id())
                .addKeyValue("file", tail.segment().name())
                .addKeyValue("from", tail.from())
                .addKeyValue("lastIndex", found.lastIndex())
                .log("the last write to the log did not come to its end, and was acknowledged to nobody: cut off");
    }

    /** Nobody where others add this one: it must not vote before, because it may have voted in a life that it forgot. */
    List<Voter> founders(Found found) throws IOException {
        if (!Files.exists(settings.joinFile())) {
            return settings.founders();
        }
        if (found.lastIndex() >= 0) {
            Files.delete(settings.joinFile());
            return settings.founders();
        }
        LOG.atInfo()
                .addKeyValue("action", "raft.waits")
                .addKeyValue("node", settings.self().id())
                .log("waits until the other coordinators add it to their voters");
        return List.of();
    }

    private Found nothing(boolean marked) throws IOException {
        long watermark = marked ? Watermark.read(settings.watermarkFile()) : Watermark.NOTHING;
        if (watermark != Watermark.NOTHING) {
            throw refused("there is no log, and there was one up to entry %d".formatted(watermark));
        }
        return new Found(-1, -1, null);
    }

    private Found something(long watermark) throws IOException {
        Path current = settings.groupFolder().resolve("current");
        long snapshot = SnapshotFolder.checkedIndex(settings.groupFolder().resolve("sm"));
        Followed log = Files.isDirectory(current) ? follow(SegmentFile.in(current), snapshot) : new Followed(-1, null);
        long last = Math.max(log.lastIndex(), snapshot);
        if (last < watermark) {
            throw refused("the log ends at entry %d, and it had been on disk up to %d".formatted(last, watermark));
        }
        if (last >= 0) {
            checkVote(current.resolve("raft-meta"));
        }
        return new Found(last, snapshot, log.tail());
    }

    private Followed follow(List<SegmentFile> segments, long snapshot) throws IOException {
        long last = -1;
        Tail tail = null;
        boolean first = true;
        for (SegmentFile segment : segments) {
            if (tail != null) {
                throw refused("%s ends in half an entry, and there is more after it"
                        .formatted(tail.segment().name()));
            }
            if (first ? segment.start() > snapshot + 1 : segment.start() != last + 1) {
                throw refused(
                        "entries %d to %d are missing".formatted((first ? snapshot : last) + 1, segment.start() - 1));
            }
            SegmentFile.Content content = segment.read();
            last = content.lastIndex();
            if (!segment.isOpen() && last != segment.end()) {
                throw refused("%s ends at entry %d".formatted(segment.name(), last));
            }
            tail = content.isTorn() ? new Tail(segment, content.tornAt()) : null;
            first = false;
        }
        return new Followed(last, tail);
    }

    private void checkVote(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw refused("its vote is missing (raft-meta)");
        }
        var vote = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            vote.load(in);
        }
        if (vote.getProperty("votedFor") == null
                || !vote.getProperty("term", "").matches("\\d+")) {
            throw refused("its vote is not readable (raft-meta)");
        }
    }

    private RefusedStartException refused(String what) {
        return new RefusedStartException(what, settings);
    }
}
