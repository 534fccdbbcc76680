package io.bellwether.coordinator.raft;

import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.LeaderElection;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.server.RaftServerConfigKeys.Rpc;
import org.apache.ratis.server.RaftServerConfigKeys.Snapshot;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** The library's settings, each with its reason; docs/operations/raft.md repeats them for people. */
final class RatisProperties {

    /** The most bytes of one append, and so of one entry. */
    static final SizeInBytes APPEND_MAX = SizeInBytes.valueOf("512KB");

    private static final int APPENDS_UNDER_WAY_MAX = 8;
    private static final int PREALLOCATED_MAX = 1024 * 1024;

    private RatisProperties() {}

    static RaftProperties of(RatisSettings settings) {
        var properties = new RaftProperties();
        storage(properties, settings);
        timing(properties, settings.profile());
        log(properties, settings);
        snapshots(properties, settings);
        rpc(properties);
        GrpcConfigKeys.Server.setPort(properties, settings.listenPort());
        if (!settings.listenHost().isEmpty()) {
            GrpcConfigKeys.Server.setHost(properties, settings.listenHost());
        }
        return properties;
    }

    private static void rpc(RaftProperties properties) {
        RaftConfigKeys.Rpc.setType(properties, new PacedRpc());
        GrpcConfigKeys.Server.setLeaderOutstandingAppendsMax(properties, APPENDS_UNDER_WAY_MAX);
        // Beats on a connection of their own: a follower's slow disk holds the answers to entries back, not to beats.
        GrpcConfigKeys.Server.setHeartbeatChannel(properties, true);
        // More would be connections that nobody keeps alive.
        GrpcConfigKeys.Server.setStubPoolSize(properties, 1);
    }

    private static void storage(RaftProperties properties, RatisSettings settings) {
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(settings.raftFolder().toFile()));
        // Both defaults are under /tmp, where a reboot or a cleaner removes them.
        RaftServerConfigKeys.setRemovedGroupsDir(
                properties, settings.directory().resolve("removed").toFile());
        RaftServerConfigKeys.setStorageFreeSpaceMin(properties, SizeInBytes.valueOf("64MB"));
    }

    private static void timing(RaftProperties properties, TimingProfile profile) {
        TimeDuration min = of(profile.electionMin());
        TimeDuration max = of(profile.electionMax());
        Rpc.setTimeoutMin(properties, min);
        Rpc.setTimeoutMax(properties, max);
        // The library would take 150 to 300 ms for the first election whatever the others are.
        Rpc.setFirstElectionTimeoutMin(properties, min);
        Rpc.setFirstElectionTimeoutMax(properties, max);
        Rpc.setSlownessTimeout(properties, TimeDuration.valueOf(10, TimeUnit.SECONDS));
        LeaderElection.setPreVote(properties, true);
        // Ten seconds by default, which keeps a node out of elections where it may be the only one that can win.
        LeaderElection.setLeaderStepDownWaitTime(properties, TimeDuration.valueOf(2, TimeUnit.SECONDS));
        RaftServerConfigKeys.Notification.setNoLeaderTimeout(properties, TimeDuration.valueOf(5, TimeUnit.SECONDS));
        // Tickets are never used again, so the cache serves nobody; it holds an entry per write for this long.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, TimeDuration.valueOf(5, TimeUnit.SECONDS));
    }

    private static void log(RaftProperties properties, RatisSettings settings) {
        Log.setCorruptionPolicy(properties, Log.CorruptionPolicy.EXCEPTION);
        Log.setLogMetadataEnabled(properties, true);
        Log.setPurgeUptoSnapshotIndex(properties, true);
        Log.setPurgePreservationLogNum(properties, 1000);
        Log.setPurgeGap(properties, Math.min(1024, settings.snapshotThreshold()));
        Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(settings.segmentBytesMax()));
        Log.setPreallocatedSize(
                properties, SizeInBytes.valueOf(Math.min(PREALLOCATED_MAX, settings.segmentBytesMax())));
        Log.setWriteBufferSize(properties, SizeInBytes.valueOf("1MB"));
        Log.Appender.setBufferByteLimit(properties, APPEND_MAX);
        // By default a leader comes to try a follower that was away every five seconds only; it has to come before
        // that one stands for election.
        long min = settings.profile().electionMin().toMillis();
        Log.Appender.setRetryPolicy(properties, "10ms,3, %dms,10, %dms,1000000".formatted(min / 2, min));
        Log.Appender.setBufferElementLimit(properties, settings.batchMax());
        // Gathered, entries that are sent again while a shorter request is under way are acknowledged without being in
        // the log: AcknowledgementTest.
        Log.setAppendEntriesComposeEnabled(properties, false);
        // The watermark hangs on this order: first the log is on disk, then what we return from a flush is asked.
        Log.StateMachineData.setSync(properties, false);
        Log.setAsyncFlushEnabled(properties, false);
        Log.setUnsafeFlushEnabled(properties, false);
    }

    private static void snapshots(RaftProperties properties, RatisSettings settings) {
        Snapshot.setAutoTriggerEnabled(properties, true);
        Snapshot.setAutoTriggerThreshold(properties, settings.snapshotThreshold());
        Snapshot.setRetentionFileNum(properties, 2);
        Snapshot.setCreationGap(properties, 1);
        // A stop has to be as good as a crash, and quick.
        Snapshot.setTriggerWhenStopEnabled(properties, false);
    }

    private static TimeDuration of(Duration duration) {
        return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
