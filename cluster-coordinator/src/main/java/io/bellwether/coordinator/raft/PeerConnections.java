package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the other voters: kept alive, proven alive, given up when they are not, and counted. The library
 * offers no keepalive for the connections that it opens, and one whose packets vanish would be held until the kernel gives
 * up, a quarter of an hour later; nor an end to the growing pauses between attempts, which reach two minutes.
 */
final class PeerConnections {

    private static final Logger LOG = LoggerFactory.getLogger(PeerConnections.class);
    private static final long RENEWALS_APART_NANOS = 1_000_000_000;

    private final Liveness liveness;
    private final ElectionPace pace;
    private final TermCeiling ceiling;
    private final IncomingCalls incoming;
    private final Lines lines = Lines.OF_PROCESS;
    private final AtomicLong appendsSent = new AtomicLong();
    private final AtomicLong renewals = new AtomicLong();
    private final long beatMillis;
    private final Map<RaftPeerId, Care> cares = new HashMap<>();
    private boolean led;
    private long lookedNanos = System.nanoTime();
    private long wokeNanos = lookedNanos - RENEWALS_APART_NANOS;
    private volatile Set<String> addresses = Set.of();

    /** When something was done about the connection to one voter. */
    private static final class Care {
        private long askedNanos;
        private long renewedNanos;
        private long strays;
        private boolean told;

        Care(Liveness liveness, long strays, long nowNanos) {
            this.strays = strays;
            this.askedNanos = nowNanos - liveness.idle().toNanos();
            this.renewedNanos = nowNanos - liveness.patience().toNanos();
        }
    }

    PeerConnections(RatisSettings settings, Liveness liveness, Halt halt) {
        this.liveness = liveness;
        this.pace = new ElectionPace(settings.profile());
        this.ceiling = new TermCeiling(settings.termsFile(), halt);
        this.incoming = new IncomingCalls(pace, ceiling, settings.self().id().name());
        this.beatMillis = settings.profile().raftHeartbeat().toMillis();
    }

    /** What the library needs to be told before it starts. */
    Parameters parameters() {
        CountingBalancer.install();
        var parameters = new Parameters();
        GrpcConfigKeys.Server.setServicesCustomizer(parameters, new PeersOnly(liveness, incoming));
        PacedRpc.use(parameters, new PacedRpc.Pace(beatMillis, appendsSent));
        return parameters;
    }

    /** Tells from now on up to which index the log is on disk; never more. */
    void onDisk(LongSupplier index) {
        incoming.onDisk(index);
    }

    /** How often to look. */
    long periodMillis() {
        return liveness.period().toMillis();
    }

    /** Takes the latest term. */
    void heardOf(long term) {
        pace.heardOf(term, System.nanoTime());
        ceiling.reach(term);
    }

    /** Looks after all of them; closing a dead one can take seconds. */
    void look(RaftServer server, RaftServer.Division division, long nowNanos) {
        if (!(server.getServerRpc() instanceof RaftServerRpcWithProxy<?, ?> rpc)) {
            throw new IllegalStateException(
                    "the library's connections are not what they were: " + server.getServerRpc());
        }
        boolean leads = division.getInfo().isLeader();
        boolean resigned = led && !leads;
        led = leads;
        boolean awake = isAwake(nowNanos);
        Set<ByteString> heard = incoming.takeHeard();
        Set<RaftPeerId> others = new HashSet<>();
        Set<String> leadTo = new HashSet<>();
        for (RaftPeer peer : division.getRaftConf().getAllPeers()) {
            if (!peer.getId().equals(server.getId())) {
                others.add(peer.getId());
                leadTo.add(peer.getAddress());
                boolean back = heard.contains(peer.getId().toByteString());
                if (resigned) {
                    // The connections for beats are nobody's now; on those that are left each can be asked.
                    rpc.getProxies().resetProxy(peer.getId());
                } else if (awake) {
                    look(rpc, division.getGroup().getGroupId(), peer, back, nowNanos);
                }
            }
        }
        cares.keySet().retainAll(others);
        addresses = leadTo;
    }

    /** Whoever stood still itself finds everybody silent, until it has read what came meanwhile. */
    private boolean isAwake(long nowNanos) {
        if (nowNanos - lookedNanos >= liveness.doubt().toNanos() / 2) {
            wokeNanos = nowNanos;
        }
        lookedNanos = nowNanos;
        return nowNanos - wokeNanos >= liveness.period().toNanos();
    }

    private void look(
            RaftServerRpcWithProxy<?, ?> rpc, RaftGroupId group, RaftPeer peer, boolean heard, long nowNanos) {
        Line line = lines.to(peer.getAddress());
        Care care = cares.computeIfAbsent(peer.getId(), first -> new Care(liveness, line.strays(), nowNanos));
        long sinceRenewal = nowNanos - care.renewedNanos;
        // The dead one is there for some seconds more while it is being closed.
        boolean dead = line.owesNanos(2 * liveness.idle().toNanos(), nowNanos)
                        >= liveness.patience().toNanos()
                && sinceRenewal >= liveness.patience().toNanos();
        long muteNanos = line.muteNanos(2 * liveness.idle().toNanos(), nowNanos);
        boolean mute = muteNanos >= liveness.doubt().toNanos()
                && sinceRenewal >= liveness.doubt().toNanos();
        // The library waits longer and longer before it tries one again that was away; one that speaks is back. It has
        // two connections to each, one for beats, and either waits for itself.
        boolean back = line.isWaiting()
                && (heard || line.isUp() || sinceRenewal >= liveness.patience().toNanos());
        if (dead || mute) {
            tell(care, peer);
            renew(rpc, peer, care, nowNanos);
        } else if ((back || line.strays() != care.strays) && sinceRenewal >= RENEWALS_APART_NANOS) {
            // Where an address leads is looked up anew.
            care.strays = line.strays();
            renew(rpc, peer, care, nowNanos);
        } else if (nowNanos - care.askedNanos >= liveness.idle().toNanos()) {
            care.askedNanos = nowNanos;
            ask(rpc, group, peer);
        }
        care.told &= muteNanos > 0 || !line.isUp();
    }

    /** Once for each silence. */
    private static void tell(Care care, RaftPeer peer) {
        if (!care.told) {
            care.told = true;
            LOG.atWarn()
                    .addKeyValue("action", "raft.connection.renewed")
                    .addKeyValue("peer", peer.getId())
                    .log("nothing comes back on a connection, takes a new one");
        }
    }

    private void renew(RaftServerRpcWithProxy<?, ?> rpc, RaftPeer peer, Care care, long nowNanos) {
        care.renewedNanos = nowNanos;
        renewals.incrementAndGet();
        rpc.getProxies().resetProxy(peer.getId());
    }

    private static void ask(RaftServerRpcWithProxy<?, ?> rpc, RaftGroupId group, RaftPeer peer) {
        var request = ReadIndexRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setRequestorId(rpc.getId().toByteString())
                        .setReplyId(peer.getId().toByteString())
                        .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(group)))
                .build();
        try {
            // What counts is that something comes back on the connection, and that is seen there.
            CompletableFuture<?> unused = rpc.async().readIndexAsync(request);
        } catch (IOException | RuntimeException e) {
            // Such as that it has become a voter at this moment, and the library's clients do not know it yet.
            LOG.atDebug().addKeyValue("peer", peer.getId()).setCause(e).log("could not ask");
        }
    }

    /** What there was, now. */
    RaftTraffic traffic() {
        return new RaftTraffic(
                sum(line -> line.attempts.get()),
                sum(line -> line.connected.get()),
                sum(line -> line.failed.get()),
                sum(line -> line.lost.get()),
                renewals.get(),
                incoming.accepted.get(),
                sum(line -> line.answered.get()),
                sum(line -> line.unanswered.get()),
                appendsSent.get() + incoming.appends.get(),
                incoming.staleTerms.get(),
                incoming.withheldVotes.get(),
                incoming.misdirected.get(),
                incoming.earlyClaims.get());
    }

    /** How often another was asked for its vote. */
    long votesAsked() {
        return sum(Line::votesAsked);
    }

    private long sum(ToLongFunction<Line> count) {
        return addresses.stream().map(lines::to).mapToLong(count).sum();
    }
}
