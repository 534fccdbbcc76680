package io.bellwether.coordinator.raft;

import java.util.Map;
import org.apache.ratis.thirdparty.io.grpc.ClientStreamTracer;
import org.apache.ratis.thirdparty.io.grpc.ConnectivityState;
import org.apache.ratis.thirdparty.io.grpc.LoadBalancer;
import org.apache.ratis.thirdparty.io.grpc.LoadBalancerProvider;
import org.apache.ratis.thirdparty.io.grpc.LoadBalancerRegistry;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.NameResolver;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.util.ForwardingLoadBalancerHelper;
import org.apache.ratis.thirdparty.io.grpc.util.ForwardingSubchannel;
import org.jspecify.annotations.Nullable;

/**
 * The balancer that the library's connections take anyway, with a pencil in its hand. The library builds its connections
 * itself and lets nobody in; which balancer they take is open to everybody, and a balancer sees each attempt to connect,
 * what became of it, and each call. It stands in the place of the usual one by bearing its name and a higher priority.
 */
final class CountingBalancer extends LoadBalancerProvider {

    private static final String USUAL = "pick_first";
    private static final String VOTE = "requestVote";

    private final LoadBalancerProvider usual;
    private final Lines lines;

    private CountingBalancer(LoadBalancerProvider usual, Lines lines) {
        this.usual = usual;
        this.lines = lines;
    }

    /** From now on every connection that the library makes in this process is counted. */
    static synchronized void install() {
        LoadBalancerRegistry registry = LoadBalancerRegistry.getDefaultRegistry();
        LoadBalancerProvider before = registry.getProvider(USUAL);
        if (before == null) {
            throw new IllegalStateException("the library has no balancer named " + USUAL);
        }
        if (!(before instanceof CountingBalancer)) {
            registry.register(new CountingBalancer(before, Lines.OF_PROCESS));
        }
    }

    @Override
    public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
        return usual.newLoadBalancer(new Counting(helper, lines.to(helper.getAuthority())));
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public int getPriority() {
        return usual.getPriority() + 1;
    }

    @Override
    public String getPolicyName() {
        return USUAL;
    }

    @Override
    public NameResolver.ConfigOrError parseLoadBalancingPolicyConfig(Map<String, ?> config) {
        return usual.parseLoadBalancingPolicyConfig(config);
    }

    private static final class Counting extends ForwardingLoadBalancerHelper {

        private final LoadBalancer.Helper helper;
        private final Line line;

        Counting(LoadBalancer.Helper helper, Line line) {
            this.helper = helper;
            this.line = line;
        }

        @Override
        protected LoadBalancer.Helper delegate() {
            return helper;
        }

        @Override
        public LoadBalancer.Subchannel createSubchannel(LoadBalancer.CreateSubchannelArgs args) {
            return new Watched(super.createSubchannel(args), line.new Connection());
        }

        @Override
        public void updateBalancingState(ConnectivityState state, LoadBalancer.SubchannelPicker picker) {
            super.updateBalancingState(state, new Traced(picker, line));
        }
    }

    /** One connection: tells the line when it is tried, made and lost. */
    private static final class Watched extends ForwardingSubchannel {

        private final LoadBalancer.Subchannel subchannel;
        private final Line.Connection connection;

        Watched(LoadBalancer.Subchannel subchannel, Line.Connection connection) {
            this.subchannel = subchannel;
            this.connection = connection;
        }

        @Override
        protected LoadBalancer.Subchannel delegate() {
            return subchannel;
        }

        @Override
        public void start(LoadBalancer.SubchannelStateListener listener) {
            super.start(state -> {
                switch (state.getState()) {
                    case CONNECTING -> connection.attempted(System.nanoTime());
                    case READY -> connection.ready();
                    case TRANSIENT_FAILURE -> connection.refused();
                    case IDLE, SHUTDOWN -> connection.gone();
                }
                listener.onSubchannelState(state);
            });
        }

        @Override
        public void shutdown() {
            connection.gone();
            super.shutdown();
        }
    }

    private static final class Traced extends LoadBalancer.SubchannelPicker {

        private final LoadBalancer.SubchannelPicker picker;
        private final Line line;

        Traced(LoadBalancer.SubchannelPicker picker, Line line) {
            this.picker = picker;
            this.line = line;
        }

        @Override
        public LoadBalancer.PickResult pickSubchannel(LoadBalancer.PickSubchannelArgs args) {
            if (VOTE.equals(args.getMethodDescriptor().getBareMethodName())) {
                line.voteAsked();
            }
            LoadBalancer.PickResult picked = picker.pickSubchannel(args);
            if (picked.getSubchannel() instanceof Watched watched) {
                return picked.copyWithStreamTracerFactory(new Calls(line, watched.connection));
            }
            if (picked.hasResult() && !picked.getStatus().isOk()) {
                line.unanswered.incrementAndGet();
            }
            return picked;
        }
    }

    private static final class Calls extends ClientStreamTracer.Factory {

        private final Line line;
        private final Line.Connection connection;

        Calls(Line line, Line.Connection connection) {
            this.line = line;
            this.connection = connection;
        }

        @Override
        public ClientStreamTracer newClientStreamTracer(
                ClientStreamTracer.StreamInfo info, @Nullable Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void outboundMessage(int number) {
                    connection.said(System.nanoTime());
                }

                @Override
                public void inboundMessage(int number) {
                    connection.heard();
                    line.answered.incrementAndGet();
                }

                @Override
                public void inboundTrailers(Metadata trailers) {
                    // An error of the other side proves the connection alive, too.
                    connection.heard();
                    if (trailers.containsKey(Recipient.ASTRAY)) {
                        line.strayed();
                    }
                }

                @Override
                public void streamClosed(Status status) {
                    if (!status.isOk()) {
                        line.unanswered.incrementAndGet();
                    }
                }
            };
        }
    }
}
