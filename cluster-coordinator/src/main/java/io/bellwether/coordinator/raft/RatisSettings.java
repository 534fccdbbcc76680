package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.timing.TimingProfile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * How one coordinator takes part.
 *
 * @param cluster The name of the cluster; logs of different names do not speak to each other.
 * @param self This voter: its name, and the address at which the others reach it.
 * @param founders All voters of a new cluster, this one among them; empty for one that others will add. Once there is a
 *     log, the voters in it count and these do not.
 * @param listenHost The address to listen on, empty for all.
 * @param listenPort The port to listen on, where the others do not reach it by the one in its address.
 * @param directory Where log, snapshots and watermark are.
 * @param profile How fast.
 * @param snapshotThreshold Entries between two snapshots.
 * @param segmentBytesMax Bytes of one file of the log; only whole files are purged.
 * @param batchMax Entries in one message to a follower at most.
 * @param replaceCommand What to run to replace this member from its peers, told where its data are damaged.
 */
public record RatisSettings(
        String cluster,
        Voter self,
        List<Voter> founders,
        String listenHost,
        int listenPort,
        Path directory,
        TimingProfile profile,
        int snapshotThreshold,
        int segmentBytesMax,
        int batchMax,
        String replaceCommand) {

    /** The usual size of one file of the log. */
    public static final int SEGMENT_BYTES = 8 * 1024 * 1024;

    /** Every voter more makes every write wait for more. */
    public static final int VOTERS_MAX = 5;

    private static final int SEGMENT_BYTES_MIN = 16 * 1024;

    public RatisSettings {
        founders = List.copyOf(founders);
        if (!founders.isEmpty()) {
            check(founders);
            if (!founders.contains(self)) {
                throw new IllegalArgumentException("founders must contain %s, got %s".formatted(self, founders));
            }
        }
        if (snapshotThreshold < 1 || batchMax < 1 || segmentBytesMax < SEGMENT_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "snapshotThreshold and batchMax must be >= 1 and segmentBytesMax >= %d, got %d, %d and %d"
                            .formatted(SEGMENT_BYTES_MIN, snapshotThreshold, batchMax, segmentBytesMax));
        }
    }

    /** Refuses what cannot be the voters of a cluster. */
    static void check(List<Voter> voters) {
        checkNames(voters);
        if (!List.of(1, 3, 5).contains(voters.size())) {
            throw new IllegalArgumentException("a cluster has 1, 3 or 5 voters of different names, got " + voters);
        }
    }

    /** Refuses what cannot be voters at all, also while they are replaced one by one. */
    static void checkNames(List<Voter> voters) {
        List<NodeId> names = voters.stream().map(Voter::id).distinct().toList();
        if (names.isEmpty() || names.size() > VOTERS_MAX || names.size() != voters.size()) {
            throw new IllegalArgumentException(
                    "voters are 1 to %d of different names, got %s".formatted(VOTERS_MAX, voters));
        }
    }

    /** The library's name of the cluster's one group. */
    UUID group() {
        return UUID.nameUUIDFromBytes(("bellwether/" + cluster).getBytes(StandardCharsets.UTF_8));
    }

    Path raftFolder() {
        return directory.resolve("raft");
    }

    Path groupFolder() {
        return raftFolder().resolve(group().toString());
    }

    /** Whose presence says that this member, where it has no log, waits for the others to add it. */
    Path joinFile() {
        return directory.resolve("join");
    }

    /** Above all terms in which this voter had a say. */
    Path termsFile() {
        return directory.resolve("terms");
    }

    Path watermarkFile() {
        return directory.resolve("watermark");
    }
}
