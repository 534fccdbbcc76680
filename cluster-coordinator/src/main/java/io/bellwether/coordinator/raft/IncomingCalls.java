package io.bellwether.coordinator.raft;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other voters ask here, on its way to the library: counts it, holds back pre-votes that come too soon after an
 * election, answers whoever asks whether this connection lives, and has no answer claim more than is on disk.
 */
final class IncomingCalls {

    final AtomicLong accepted = new AtomicLong();
    final AtomicLong appends = new AtomicLong();
    final AtomicLong staleTerms = new AtomicLong();
    final AtomicLong withheldVotes = new AtomicLong();
    final AtomicLong misdirected = new AtomicLong();
    final AtomicLong earlyClaims = new AtomicLong();

    private static final Logger LOG = LoggerFactory.getLogger(IncomingCalls.class);
    private static final long TOLD_APART_NANOS = 60_000_000_000L;

    private static final String ALIVE = "readIndex";
    private static final int HEARD_MAX = 64;

    private final ElectionPace pace;
    private final TermCeiling ceiling;
    private final Recipient recipient;
    private final AtomicLong toldNanos = new AtomicLong(System.nanoTime() - TOLD_APART_NANOS);
    private volatile LongSupplier onDisk = () -> RaftLog.INVALID_LOG_INDEX;
    private final Set<ByteString> heard = ConcurrentHashMap.newKeySet();

    IncomingCalls(ElectionPace pace, TermCeiling ceiling, String self) {
        this.pace = pace;
        this.ceiling = ceiling;
        this.recipient = new Recipient(self);
    }

    /** Tells from now on up to which index the log is on disk. Until then nothing is claimed to be. */
    void onDisk(LongSupplier index) {
        onDisk = index;
    }

    /** Who has asked for a vote since this was asked last. */
    Set<ByteString> takeHeard() {
        Set<ByteString> taken = new HashSet<>();
        heard.forEach(voter -> {
            if (heard.remove(voter)) {
                taken.add(voter);
            }
        });
        return taken;
    }

    <Q, A> ServerCall.Listener<Q> begin(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (ALIVE.equals(call.getMethodDescriptor().getBareMethodName())) {
            return new Alive<>(call);
        }
        var watched = new Watched<>(call);
        return new SimpleForwardingServerCallListener<>(next.startCall(watched, headers)) {

            private boolean refused;

            @Override
            public void onHalfClose() {
                if (!refused) {
                    super.onHalfClose();
                }
            }

            @Override
            public void onMessage(Q message) {
                if (refused || isMisdirected(message, watched)) {
                    refused = true;
                    return;
                }
                if (message instanceof AppendEntriesRequestProto append) {
                    appends.incrementAndGet();
                    ceiling.reach(append.getLeaderTerm());
                } else if (message instanceof RequestVoteRequestProto vote) {
                    watched.askedTerm = vote.getCandidateTerm();
                    if (heard.size() < HEARD_MAX) {
                        heard.add(vote.getServerRequest().getRequestorId());
                    }
                    if (vote.getPreVote() && pace.isTooSoon(System.nanoTime())) {
                        refused = true;
                        withheldVotes.incrementAndGet();
                        watched.close(Status.ABORTED.withDescription("too soon after an election"), new Metadata());
                        return;
                    }
                    ceiling.reach(vote.getCandidateTerm());
                }
                super.onMessage(message);
            }
        };
    }

    /** Whether it was meant for another; then it ends here, and the caller is told. */
    private <Q> boolean isMisdirected(Q message, ServerCall<Q, ?> call) {
        String other = recipient.another(message);
        if (other == null) {
            return false;
        }
        misdirected.incrementAndGet();
        var why = new Metadata();
        why.put(Recipient.ASTRAY, other);
        call.close(Status.FAILED_PRECONDITION.withDescription("this is not " + other), why);
        long told = toldNanos.get();
        long now = System.nanoTime();
        if (now - told >= TOLD_APART_NANOS && toldNanos.compareAndSet(told, now)) {
            LOG.atWarn()
                    .addKeyValue("action", "raft.call.misdirected")
                    .addKeyValue("meantFor", other)
                    .log("a call for another coordinator came here: its name or its address leads to this one");
        }
        return true;
    }

    private final class Watched<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private volatile long askedTerm;

        Watched(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendMessage(A message) {
            if (isStale(message)) {
                staleTerms.incrementAndGet();
            }
            super.sendMessage(message instanceof AppendEntriesReplyProto reply ? honest(reply) : message);
        }

        /**
         * An entry that is sent again is answered by the library as soon as it is in memory, also while it is still on its
         * way to the disk, and where it will never get there. The leader would count it for a majority.
         */
        @SuppressWarnings("unchecked") // It goes where the one came from that it is made of.
        private A honest(AppendEntriesReplyProto reply) {
            long claimed = reply.getMatchIndex();
            long there = claimed == RaftLog.INVALID_LOG_INDEX ? claimed : onDisk.getAsLong();
            if (claimed <= there) {
                return (A) reply;
            }
            earlyClaims.incrementAndGet();
            return (A) reply.toBuilder().setMatchIndex(there).build();
        }

        private boolean isStale(A message) {
            return switch (message) {
                case AppendEntriesReplyProto reply -> reply.getResult() == AppendResult.NOT_LEADER;
                case RequestVoteReplyProto reply -> !reply.getServerReply().getSuccess() && reply.getTerm() > askedTerm;
                default -> false;
            };
        }
    }

    /**
     * Answers the question whether this connection lives, by the one call of the library that nobody else makes here:
     * linearizable reads go through the log. It never gets as far as the library.
     */
    private final class Alive<Q, A> extends ServerCall.Listener<Q> {

        private final ServerCall<Q, A> call;

        Alive(ServerCall<Q, A> call) {
            this.call = call;
            call.request(1);
        }

        @Override
        @SuppressWarnings("unchecked") // The method is known by its name, and so are its messages.
        public void onMessage(Q message) {
            if (message instanceof ReadIndexRequestProto && !isMisdirected(message, call)) {
                call.sendHeaders(new Metadata());
                call.sendMessage((A) ReadIndexReplyProto.getDefaultInstance());
                call.close(Status.OK, new Metadata());
            }
        }
    }
}
