package io.bellwether.coordinator.raft;

import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.thirdparty.io.grpc.Attributes;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.ServerTransportFilter;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.apache.ratis.thirdparty.io.netty.channel.ChannelOption;

/**
 * What the Raft port serves: other voters, and nobody else. The library would serve its clients and administrators there
 * too, who could write entries and change voters past everything that checks a token. Connections are proven alive, small
 * messages are not held back to be joined, and a voter has a bounded number of calls under way.
 */
final class PeersOnly implements GrpcServices.Customizer, ServerInterceptor {

    /** Calls under way on one connection: the appends, a snapshot, and a few votes and questions that wait. */
    static final int CALLS_MAX = 32;

    private static final String PEER_SERVICE = "ratis.grpc.RaftServerProtocolService";

    private final Liveness liveness;
    private final IncomingCalls calls;

    PeersOnly(Liveness liveness, IncomingCalls calls) {
        this.liveness = liveness;
        this.calls = calls;
    }

    @Override
    public NettyServerBuilder customize(NettyServerBuilder builder, EnumSet<GrpcServices.Type> types) {
        return builder.intercept(this)
                .addTransportFilter(new ServerTransportFilter() {
                    @Override
                    public Attributes transportReady(Attributes transport) {
                        calls.accepted.incrementAndGet();
                        return transport;
                    }
                })
                .withChildOption(ChannelOption.TCP_NODELAY, true)
                .maxConcurrentCallsPerConnection(CALLS_MAX)
                .keepAliveTime(liveness.idle().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(liveness.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (PEER_SERVICE.equals(call.getMethodDescriptor().getServiceName())) {
            return calls.begin(call, headers, next);
        }
        call.close(Status.PERMISSION_DENIED.withDescription("this port serves voters only"), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
