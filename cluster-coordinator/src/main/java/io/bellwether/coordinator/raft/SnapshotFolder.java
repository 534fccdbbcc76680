package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.storage.DurableFile;
import io.bellwether.coordinator.storage.SnapshotFile;
import io.bellwether.coordinator.storage.UnreadableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.jspecify.annotations.Nullable;

/** The snapshots of one replica: files that check themselves, the newest counts. */
final class SnapshotFolder implements StateMachineStorage {

    private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");

    private volatile @Nullable Path folder;
    private volatile @Nullable SnapshotInfo newest;

    private record Named(Path path, long term, long index) {}

    @Override
    public void init(RaftStorage storage) {
        folder = storage.getStorageDir().getStateMachineDir().toPath();
    }

    @Override
    public void format() {
        // An empty folder is an empty set of snapshots.
    }

    /** The newest as of the last time that one was written or read; asked for with every message to a follower. */
    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        return newest;
    }

    /** The newest, checked; null if there is none. */
    @Nullable
    SnapshotFile latest() throws IOException {
        Path current = Objects.requireNonNull(folder);
        SnapshotFile latest = latest(current);
        newest = latest == null ? null : info(current, latest.term(), latest.index());
        return latest;
    }

    // No digest for the library: it computes its own when it sends the file, and ours is inside.
    private static SnapshotInfo info(Path folder, long term, long index) {
        return new SingleFileSnapshotInfo(
                new FileInfo(folder.resolve(name(term, index)), null), TermIndex.valueOf(term, index));
    }

    private static String name(long term, long index) {
        return "snapshot.%d_%d".formatted(term, index);
    }

    void write(TermIndex last, byte[] body) throws IOException {
        Path current = Objects.requireNonNull(folder);
        SnapshotFile.write(
                current.resolve(name(last.getTerm(), last.getIndex())), last.getTerm(), last.getIndex(), body);
        newest = info(current, last.getTerm(), last.getIndex());
    }

    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) throws IOException {
        Path current = folder;
        if (current == null) {
            return;
        }
        List<Named> all = newestFirst(current);
        for (Named old : all.subList(Math.min(all.size(), policy.getNumSnapshotsRetained()), all.size())) {
            Files.deleteIfExists(old.path);
            // The library writes one beside each file that it receives.
            Files.deleteIfExists(old.path.resolveSibling(old.path.getFileName() + ".md5"));
        }
        // Whoever cleans up has just written the last one: a draft is what a crash has left.
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(current, "*" + DurableFile.DRAFT)) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
    }

    /** The index of the newest snapshot in a folder after it was checked, -1 if there is none. */
    static long checkedIndex(Path folder) throws IOException {
        SnapshotFile latest = latest(folder);
        return latest == null ? -1 : latest.index();
    }

    private static @Nullable SnapshotFile latest(Path folder) throws IOException {
        List<Named> all = newestFirst(folder);
        if (all.isEmpty()) {
            return null;
        }
        Named newest = all.getFirst();
        SnapshotFile file = SnapshotFile.read(newest.path);
        if (file.term() != newest.term || file.index() != newest.index) {
            throw new UnreadableException("%s holds the snapshot of term %d and index %d"
                    .formatted(newest.path.getFileName(), file.term(), file.index()));
        }
        return file;
    }

    private static List<Named> newestFirst(Path folder) throws IOException {
        List<Named> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        found.add(new Named(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
                    }
                }
            }
        }
        found.sort(Comparator.comparingLong(Named::index).reversed());
        return found;
    }
}
