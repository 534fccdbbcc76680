package io.bellwether.coordinator.raft;

import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;

/**
 * Counts what other voters are refused because their term is over: the library has no number for it. A leader that was
 * away, or a voter that keeps calling elections, shows here first.
 */
final class StaleTerms implements ServerInterceptor {

    private final LongCounter count;

    /** In the registry of this server. */
    StaleTerms(String server) {
        this.count = LibraryMetrics.ours().counter(server, LogNumbers.STALE_TERMS);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var watched = new Watched<>(call, count);
        return new SimpleForwardingServerCallListener<>(next.startCall(watched, headers)) {
            @Override
            public void onMessage(Q message) {
                if (message instanceof RequestVoteRequestProto vote) {
                    watched.candidateTerm = vote.getCandidateTerm();
                }
                super.onMessage(message);
            }
        };
    }

    private static final class Watched<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final LongCounter count;
        /** Of the one request that such a call has. */
        private volatile long candidateTerm = Long.MAX_VALUE;

        Watched(ServerCall<Q, A> call, LongCounter count) {
            super(call);
            this.count = count;
        }

        @Override
        public void sendMessage(A message) {
            if (isStale(message)) {
                count.inc();
            }
            super.sendMessage(message);
        }

        private boolean isStale(A message) {
            if (message instanceof AppendEntriesReplyProto reply) {
                return reply.getResult() == AppendResult.NOT_LEADER;
            }
            return message instanceof RequestVoteReplyProto reply
                    && !reply.getServerReply().getSuccess()
                    && reply.getTerm() > candidateTerm;
        }
    }
}
