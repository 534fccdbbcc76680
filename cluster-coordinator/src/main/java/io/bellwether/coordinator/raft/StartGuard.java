package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.storage.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Safeguard four: looks at the disk before the library does. The library refuses some damage and starts short on other,
 * and a replica that is short votes for leaders that lack what it has acknowledged. So before the server starts: the
 * vote is readable, the list of voters is there, the newest snapshot matches its digest, the segments follow each other
 * without a gap from it on, every entry matches its checksum, and the last is not below the {@link Watermark}.
 *
 * <p>What a full disk leaves is mended. Half an entry at the very end, above the watermark, is cut off: nobody was told that
 * it is there. Whose vote is gone goes on above its {@link TermCeiling}. A list of voters that is gone is taken from the log.
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
     * @param vote in which term it goes on
     * @param voters the list of voters to be written, because its file is gone and the log will not keep it
     * @param tail half an entry that was never acknowledged
     */
    record Found(
            long lastIndex,
            long snapshotIndex,
            Vote vote,
            @Nullable LogEntryProto voters,
            @Nullable Tail tail) {}

    /** In which term it goes on, and whether its file has to be written for that, because the vote in it is lost. */
    record Vote(long term, boolean isLost) {}

    /** Half an entry, from this byte of a segment on. */
    record Tail(SegmentFile segment, int from) {}

    private record Followed(long lastIndex, @Nullable Tail tail, List<LogEntryProto> voterLists) {}

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

    /** Mends what the library would stumble over, and what it will need. */
    void mend(Found found) throws IOException {
        Tail tail = found.tail();
        if (tail != null) {
            cut(found, tail);
        }
        LogEntryProto voters = found.voters();
        if (voters != null) {
            new VoterListFile(current()).write(voters);
        }
        if (!found.vote().isLost() && !TermCeiling.isReadable(settings.termsFile())) {
            // Nobody needs the old one while the vote is there, and a crash can have cut its first write short.
            Files.deleteIfExists(settings.termsFile());
        }
        TermCeiling.raiseAbove(found.vote().term(), settings.termsFile());
        if (found.vote().isLost()) {
            new VoteFile(current()).write(found.vote().term());
            LOG.atWarn()
                    .addKeyValue("action", "raft.vote.lost")
                    .addKeyValue("node", settings.self().id())
                    .addKeyValue("term", found.vote().term())
                    .log(
                            "its vote is lost, as on a disk that was full: it goes on in a term in which it cannot have voted");
        }
    }

    private void cut(Found found, Tail tail) throws IOException {
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
        return new Found(-1, -1, new Vote(0, false), null, null);
    }

    private Found something(long watermark) throws IOException {
        Path current = current();
        long snapshot = SnapshotFolder.checkedIndex(settings.groupFolder().resolve("sm"));
        Followed log = follow(Files.isDirectory(current) ? SegmentFile.in(current) : List.of(), snapshot);
        long last = Math.max(log.lastIndex(), snapshot);
        if (last < watermark) {
            throw refused("the log ends at entry %d, and it had been on disk up to %d".formatted(last, watermark));
        }
        return new Found(last, snapshot, vote(last), lostVoters(snapshot, log.voterLists()), log.tail());
    }

    private Path current() {
        return settings.groupFolder().resolve("current");
    }

    private Followed follow(List<SegmentFile> segments, long snapshot) throws IOException {
        List<LogEntryProto> voterLists = new ArrayList<>();
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
            voterLists.addAll(content.voterLists());
            last = content.lastIndex();
            if (!segment.isOpen() && last != segment.end()) {
                throw refused("%s ends at entry %d".formatted(segment.name(), last));
            }
            tail = content.isTorn() ? new Tail(segment, content.tornAt()) : null;
            first = false;
        }
        return new Followed(last, tail, voterLists);
    }

    private Vote vote(long lastIndex) throws IOException {
        var file = new VoteFile(current());
        if (lastIndex < 0 && !file.exists()) {
            return new Vote(0, false);
        }
        long term = file.term();
        if (term != VoteFile.NO_TERM) {
            return new Vote(term, false);
        }
        if (!Files.exists(settings.termsFile())) {
            throw refused(file.exists() ? "its vote is not readable (raft-meta)" : "its vote is missing (raft-meta)");
        }
        return new Vote(TermCeiling.read(settings.termsFile()) + 1, true);
    }

    /**
     * The list to be written in place of one that is lost; null where none is, or where the log will bring it back: every
     * entry after the snapshot is applied again, and a log without a snapshot begins with the first list.
     */
    private @Nullable LogEntryProto lostVoters(long snapshot, List<LogEntryProto> inLog) throws IOException {
        var file = new VoterListFile(current());
        if (snapshot < 0 || file.read() != null) {
            return null;
        }
        if (inLog.isEmpty()) {
            throw refused("its list of voters is %s (raft-meta.conf), and the log no longer holds it"
                    .formatted(file.exists() ? "not readable" : "missing"));
        }
        return inLog.stream()
                .filter(entry -> entry.getIndex() <= snapshot)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private RefusedStartException refused(String what) {
        return new RefusedStartException(what, settings);
    }
}
