package io.bellwether.simulation.log;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.world.Channel;

/**
 * How fast the log goes, and on what it travels.
 *
 * @param electionMinNanos shortest time a replica waits for a leader before it stands for election, and how long it
 *     votes for nobody else after it heard one
 * @param electionMaxNanos longest such time, and how long a leader leads on without a majority's answer
 * @param heartbeatNanos time between two messages of a leader to a follower
 * @param batchMax entries in one message at most
 * @param channel what all messages travel on; correctness rests on neither order nor delivery, so both work
 */
public record LogTiming(
        long electionMinNanos, long electionMaxNanos, long heartbeatNanos, int batchMax, Channel channel) {

    private static final int BATCH_MAX = 100;

    /** Refuses what would elect without end. */
    public LogTiming {
        if (heartbeatNanos <= 0 || electionMinNanos < 2 * heartbeatNanos || electionMaxNanos <= electionMinNanos) {
            throw new IllegalArgumentException("needs 0 < 2 heartbeats <= electionMin < electionMax, got %d, %d, %d ns"
                    .formatted(heartbeatNanos, electionMinNanos, electionMaxNanos));
        }
        if (batchMax < 1) {
            throw new IllegalArgumentException("batchMax must be >= 1, got " + batchMax);
        }
    }

    /**
     * The values of a profile, on datagrams. Production speaks gRPC over TCP, which recovers a lost segment as soon as a
     * later one is acknowledged; here the next heartbeat repeats whatever was lost, so both are late by about one
     * heartbeat per loss. {@link Channel#STREAM} backs off 200 ms and doubles, as TCP does where nothing follows: at 20 %
     * loss and ten messages a second that is far worse than either. What TCP has and this has not: a link that is cut in
     * one direction is cut in both. Use {@link #on} to have it so.
     */
    public static LogTiming of(TimingProfile profile) {
        return new LogTiming(
                profile.electionMin().toNanos(),
                profile.electionMax().toNanos(),
                profile.raftHeartbeat().toNanos(),
                BATCH_MAX,
                Channel.DATAGRAM);
    }

    /** The same on another channel. */
    public LogTiming on(Channel other) {
        return new LogTiming(electionMinNanos, electionMaxNanos, heartbeatNanos, batchMax, other);
    }
}
