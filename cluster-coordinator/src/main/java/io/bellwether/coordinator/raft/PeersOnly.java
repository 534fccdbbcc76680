package io.bellwether.coordinator.raft;

import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;

/**
 * What the Raft port serves: other voters, and nobody else. The library would serve its clients and administrators there
 * too, who could write entries and change voters past everything that checks a token. Connections are proven alive.
 */
final class PeersOnly implements GrpcServices.Customizer, ServerInterceptor {

    private static final String PEER_SERVICE = "ratis.grpc.RaftServerProtocolService";
    private static final long KEEPALIVE_SECONDS = 10;
    private static final long KEEPALIVE_TIMEOUT_SECONDS = 20;

    private final StaleTerms staleTerms;

    PeersOnly(StaleTerms staleTerms) {
        this.staleTerms = staleTerms;
    }

    @Override
    public NettyServerBuilder customize(NettyServerBuilder builder, EnumSet<GrpcServices.Type> types) {
        return builder.intercept(staleTerms)
                .intercept(this)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (PEER_SERVICE.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        call.close(Status.PERMISSION_DENIED.withDescription("this port serves voters only"), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
