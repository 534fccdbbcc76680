package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.storage.UnreadableException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Safeguard four: looks at the disk before the library does. The library refuses some damage and starts short on other,
 * and a replica that is short votes for leaders that lack what it has acknowledged. So before the server starts: the
 * vote is readable, the newest snapshot matches its digest, the segments follow each other without a gap from it on,
 * every entry matches its checksum, and the last is not below the {@link Watermark}.
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
     */
    record Found(long lastIndex, long snapshotIndex) {}

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
        return new Found(-1, -1);
    }

    private Found something(long watermark) throws IOException {
        Path current = settings.groupFolder().resolve("current");
        long snapshot = SnapshotFolder.checkedIndex(settings.groupFolder().resolve("sm"));
        long last = Files.isDirectory(current) ? follow(SegmentFile.in(current), snapshot) : -1;
        last = Math.max(last, snapshot);
        if (last < watermark) {
            throw refused("the log ends at entry %d, and it had been on disk up to %d".formatted(last, watermark));
        }
        if (last >= 0) {
            checkVote(current.resolve("raft-meta"));
        }
        return new Found(last, snapshot);
    }

    private long follow(List<SegmentFile> segments, long snapshot) throws IOException {
        long last = -1;
        boolean first = true;
        for (SegmentFile segment : segments) {
            if (first ? segment.start() > snapshot + 1 : segment.start() != last + 1) {
                throw refused(
                        "entries %d to %d are missing".formatted((first ? snapshot : last) + 1, segment.start() - 1));
            }
            last = segment.lastIndex();
            if (!segment.isOpen() && last != segment.end()) {
                throw refused("%s ends at entry %d".formatted(segment.path().getFileName(), last));
            }
            first = false;
        }
        return last;
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
