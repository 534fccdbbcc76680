package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.MetadataProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A follower acknowledges what is in its log and nothing else. A leader sends entries again, from the same one on and more
 * of them, while its first request is still under way; the library's way of gathering appends answers the second with the
 * success of the first. The leader then counts entries as held that are nowhere, and can commit them.
 */
class AcknowledgementTest {

    private static final int ROUNDS = 20;
    private static final int FEW = 50;
    private static final int MORE = 60;
    private static final long TERM = 100;

    @TempDir
    Path folder;

    @Test
    void whatIsAcknowledgedIsInTheLog() throws Exception {
        try (var peers = new Peers(folder, 3, 10_000)) {
            Peer follower = peers.start(peers.voters.getFirst());
            var leader = new Leader(follower, peers.voters.get(1));
            // The first entry counts as agreed at once, and nothing that is agreed may be sent again.
            leader.send(0, 1).join();
            for (int round = 0; round < ROUNDS; round++) {
                long first = leader.log.getNextIndex();
                var few = leader.send(first, FEW);
                AppendEntriesReplyProto more = leader.send(first, MORE).join();
                few.join();
                assertThat(more.getResult()).isEqualTo(AppendResult.SUCCESS);
                assertThat(leader.log.getNextIndex())
                        .as("first index that the log lacks, in round %d", round)
                        .isGreaterThan(more.getMatchIndex());
            }
        }
    }

    /** The test as leader of a follower. */
    private static final class Leader {
        private final RaftServer server;
        private final RaftLog log;
        private final RaftGroupId group;
        private final ByteString follower;
        private final ByteString self;
        private long calls;

        Leader(Peer follower, Voter self) throws IOException {
            this.server = follower.log.server();
            this.group = server.getGroupIds().iterator().next();
            this.log = server.getDivision(group).getRaftLog();
            this.follower = ByteString.copyFromUtf8(follower.id().name());
            this.self = ByteString.copyFromUtf8(self.id().name());
        }

        CompletableFuture<AppendEntriesReplyProto> send(long first, int count) throws IOException {
            var request = AppendEntriesRequestProto.newBuilder()
                    .setServerRequest(RaftRpcRequestProto.newBuilder()
                            .setRequestorId(self)
                            .setReplyId(follower)
                            .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(group.toByteString()))
                            .setCallId(++calls))
                    .setLeaderTerm(TERM);
            if (first > 0) {
                request.setPreviousLog(TermIndexProto.newBuilder().setTerm(TERM).setIndex(first - 1));
            }
            LongStream.range(first, first + count).mapToObj(Leader::entry).forEach(request::addEntries);
            return server.appendEntriesAsync(request.build());
        }

        private static LogEntryProto entry(long index) {
            return LogEntryProto.newBuilder()
                    .setTerm(TERM)
                    .setIndex(index)
                    .setMetadataEntry(MetadataProto.newBuilder().setCommitIndex(0))
                    .build();
        }
    }
}
