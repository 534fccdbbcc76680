package io.bellwether.coordinator.raft;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.jspecify.annotations.Nullable;

/**
 * The library's gRPC with the profile's heartbeat. By itself the library beats at half of the lower election bound, so
 * that two beats that come late are an election; ten have to. Made by the library from the name of its class.
 */
final class PacedRpc implements RpcType {

    private static final String PACE = "bellwether.pace";

    /**
     * How often a leader beats, and how often it did.
     *
     * @param appends Appends that were sent, beats among them.
     */
    record Pace(long beatMillis, AtomicLong appends) {}

    static void use(Parameters parameters, Pace pace) {
        parameters.put(PACE, pace, Pace.class);
    }

    @Override
    public String name() {
        return PacedRpc.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        Pace pace = parameters.getNonNull(PACE, Pace.class);
        return new GrpcFactory(parameters) {
            @Override
            public LogAppender newLogAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
                return new Appender(server, state, follower, pace);
            }
        };
    }

    private static final class Appender extends GrpcLogAppender {

        private final Pace pace;

        Appender(RaftServer.Division server, LeaderState state, FollowerInfo follower, Pace pace) {
            super(server, state, follower);
            this.pace = pace;
        }

        @Override
        public long getHeartbeatWaitTimeMs() {
            long sinceAnswer = getFollower().getLastRpcResponseTime().elapsedTimeMs();
            long sinceBeat = getFollower().getLastHeartbeatSendTime().elapsedTimeMs();
            // As the library does: one that does not answer gets twice as many, but not more.
            long own = Math.max(pace.beatMillis - sinceAnswer, pace.beatMillis / 2 - sinceBeat);
            return Math.min(own, super.getHeartbeatWaitTimeMs());
        }

        @Override
        public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat)
                throws RaftLogIOException {
            AppendEntriesRequestProto request = super.newAppendEntriesRequest(callId, heartbeat);
            if (request != null) {
                pace.appends.incrementAndGet();
            }
            return request;
        }
    }
}
