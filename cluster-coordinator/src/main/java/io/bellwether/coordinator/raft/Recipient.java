package io.bellwether.coordinator.raft;

import java.util.regex.Pattern;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call is meant for. The library names the recipient in every call and does not look at it: a call that an old name
 * or an address given to another has led astray is answered as if it had come to the right place. A leader would count what
 * one follower holds as what two hold; and a candidate that is led to itself fails at its own vote, and its election is over
 * for good.
 */
final class Recipient {

    /** In the end of a call that was meant for another. */
    static final Metadata.Key<String> ASTRAY =
            Metadata.Key.of("bellwether-meant-for", Metadata.ASCII_STRING_MARSHALLER);

    /** What stands there goes into a log and back, so only what can be a name is repeated. */
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]+");

    private static final int NAME_BYTES_MAX = 200;

    private final ByteString self;

    Recipient(String self) {
        this.self = ByteString.copyFromUtf8(self);
    }

    /** For whom else this is; null where it is for this one, or does not say. */
    @Nullable
    String another(Object message) {
        ByteString recipient = request(message).getReplyId();
        if (recipient.isEmpty() || recipient.equals(self)) {
            return null;
        }
        String name = recipient.size() > NAME_BYTES_MAX ? "" : recipient.toStringUtf8();
        return NAME.matcher(name).matches() ? name : "somebody else";
    }

    private static RaftRpcRequestProto request(Object message) {
        return switch (message) {
            case AppendEntriesRequestProto append -> append.getServerRequest();
            case RequestVoteRequestProto vote -> vote.getServerRequest();
            case InstallSnapshotRequestProto snapshot -> snapshot.getServerRequest();
            case StartLeaderElectionRequestProto start -> start.getServerRequest();
            case ReadIndexRequestProto question -> question.getServerRequest();
            default -> RaftRpcRequestProto.getDefaultInstance();
        };
    }
}
