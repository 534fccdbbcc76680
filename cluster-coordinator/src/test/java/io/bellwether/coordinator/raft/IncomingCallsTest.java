package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingCallsTest {

    @TempDir
    static Path folder;

    private final Path terms = folder.resolve("terms");
    private final TermCeiling ceiling = new TermCeiling(terms, new Halt((line, cause) -> {
        throw new AssertionError(line, cause);
    }));
    private final IncomingCalls calls =
            new IncomingCalls(new ElectionPace(TimingProfile.FAST), ceiling, "coordinator-1");

    /** One call: what it asks, and what it is answered. */
    private <Q, A> void call(Q request, A answer) {
        var listener = calls.<Q, A>begin(new Silent<>(), new Metadata(), (call, headers) -> {
            call.sendHeaders(headers);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(Q message) {
                    call.sendMessage(answer);
                }
            };
        });
        listener.onMessage(request);
    }

    private static AppendEntriesReplyProto appended(AppendResult result) {
        return AppendEntriesReplyProto.newBuilder().setResult(result).build();
    }

    private static RequestVoteReplyProto voted(boolean granted, long term) {
        return RequestVoteReplyProto.newBuilder()
                .setServerReply(RaftRpcReplyProto.newBuilder().setSuccess(granted))
                .setTerm(term)
                .build();
    }

    private static RequestVoteRequestProto candidate(long term) {
        return RequestVoteRequestProto.newBuilder().setCandidateTerm(term).build();
    }

    @Test
    void aLeaderOfAnOldTermIsCounted() {
        call("entries", appended(AppendResult.NOT_LEADER));
        assertThat(calls.staleTerms).hasValue(1);
    }

    @Test
    void aCandidateOfAnOldTermIsCounted() {
        call(candidate(3), voted(false, 5));
        assertThat(calls.staleTerms).hasValue(1);
    }

    @Test
    void whatIsRefusedForAnotherReasonIsNot() {
        call("entries", appended(AppendResult.SUCCESS));
        call("entries", appended(AppendResult.INCONSISTENCY));
        call(candidate(5), voted(true, 5));
        call(candidate(5), voted(false, 5));
        assertThat(calls.staleTerms).hasValue(0);
    }

    @Test
    void anAnswerClaimsNoMoreThanWhatIsOnDisk() {
        List<Long> claimed = new ArrayList<>();
        for (long match : new long[] {RaftLog.INVALID_LOG_INDEX, 308, 309, 310}) {
            calls.onDisk(() -> 309);
            var listener = calls.<String, AppendEntriesReplyProto>begin(
                    new Silent<>() {
                        @Override
                        public void sendMessage(AppendEntriesReplyProto message) {
                            claimed.add(message.getMatchIndex());
                        }
                    },
                    new Metadata(),
                    (call, headers) -> new ServerCall.Listener<>() {
                        @Override
                        public void onMessage(String message) {
                            call.sendMessage(appended(AppendResult.SUCCESS).toBuilder()
                                    .setMatchIndex(match)
                                    .build());
                        }
                    });
            listener.onMessage("entries");
        }
        assertThat(claimed).containsExactly(RaftLog.INVALID_LOG_INDEX, 308L, 309L, 309L);
        assertThat(calls.earlyClaims).hasValue(1);
    }

    @Test
    void theCeilingIsAboveATermBeforeTheLibraryHearsOfIt() throws IOException {
        call(candidate(70_000), voted(true, 70_000));
        assertThat(TermCeiling.read(terms)).isGreaterThan(70_000);
        call(AppendEntriesRequestProto.newBuilder().setLeaderTerm(80_000).build(), appended(AppendResult.SUCCESS));
        assertThat(TermCeiling.read(terms)).isGreaterThan(80_000);
    }

    @Test
    void whatIsMeantForAnotherGoesNoFurtherAndTheCallerIsTold() {
        var ended = new ArrayList<Metadata>();
        var listener = calls.<RequestVoteRequestProto, RequestVoteReplyProto>begin(
                new Silent<>() {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        ended.add(trailers);
                    }
                },
                new Metadata(),
                (call, headers) -> new ServerCall.Listener<>() {
                    @Override
                    public void onMessage(RequestVoteRequestProto message) {
                        throw new AssertionError("the library would have answered it");
                    }
                });

        listener.onMessage(meantFor("coordinator-2"));
        listener.onMessage(meantFor("coordinator-1"));
        listener.onHalfClose();

        assertThat(ended)
                .singleElement()
                .satisfies(why -> assertThat(why.get(Recipient.ASTRAY)).isEqualTo("coordinator-2"));
        assertThat(calls.misdirected).hasValue(1);
        call(meantFor("coordinator-1"), voted(true, 5));
        assertThat(calls.misdirected).hasValue(1);
    }

    @Test
    void whatCanBeNoNameIsNotRepeated() {
        var recipient = new Recipient("coordinator-1");
        assertThat(recipient.another(meantFor("coordinator-2"))).isEqualTo("coordinator-2");
        assertThat(recipient.another(meantFor("x".repeat(10_000)))).isEqualTo("somebody else");
        assertThat(recipient.another(meantFor("a\r\nb"))).isEqualTo("somebody else");
        assertThat(recipient.another(candidate(1))).as("says nobody").isNull();
    }

    private static RequestVoteRequestProto meantFor(String voter) {
        return candidate(5).toBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder().setReplyId(ByteString.copyFromUtf8(voter)))
                .build();
    }

    private static class Silent<Q, A> extends ServerCall<Q, A> {

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(A message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<Q, A> getMethodDescriptor() {
            return MethodDescriptor.<Q, A>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("service/appendEntries")
                    .setRequestMarshaller(new NoBytes<>())
                    .setResponseMarshaller(new NoBytes<>())
                    .build();
        }
    }

    private static final class NoBytes<T> implements MethodDescriptor.Marshaller<T> {

        @Override
        public InputStream stream(T message) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public T parse(InputStream bytes) {
            throw new IllegalStateException("nobody asks");
        }
    }
}
