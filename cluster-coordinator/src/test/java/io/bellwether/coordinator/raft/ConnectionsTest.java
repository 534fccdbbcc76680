package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.CallStreamObserver;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.thirdparty.io.netty.channel.epoll.Epoll;
import org.apache.ratis.thirdparty.io.netty.channel.epoll.EpollSocketChannel;
import org.apache.ratis.thirdparty.io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections through proxies that do what networks do. All times are a tenth of the real ones; with
 * {@code -Dconnections.real=true} they are the real ones.
 */
class ConnectionsTest {

    private static final boolean REAL = Boolean.getBoolean("connections.real");
    private static final Liveness LIVENESS = REAL
            ? Liveness.USUAL
            : new Liveness(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(1_500));
    private static final Duration IDLE_DROP = REAL ? Duration.ofSeconds(23) : Duration.ofMillis(2_300);
    private static final Duration QUIET = REAL ? Duration.ofMinutes(5) : Duration.ofSeconds(8);
    private static final Duration NOTICED = REAL ? Duration.ofSeconds(30) : Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @Test
    void aProxyThatDropsIdleConnectionsChangesNothing() throws Exception {
        try (var wired = new WiredPeers(folder, LIVENESS)) {
            wired.peers.leader();
            wired.wires().forEach(wire -> wire.dropAfterIdle(IDLE_DROP));
            await("each is connected to each")
                    .atMost(LIVENESS.idle().plus(Peers.PATIENCE))
                    .until(() -> wired.wires().stream().allMatch(wire -> wire.open() >= 2));
            await("nobody closes what an election has left")
                    .pollDelay(LIVENESS.patience().plusSeconds(4))
                    .atMost(LIVENESS.patience().plus(Peers.PATIENCE))
                    .until(() -> true);
            List<Integer> dropped = wired.wires().stream().map(Wire::dropped).toList();
            List<Integer> before = accepted(wired);
            long lost = sum(wired, RaftTraffic::lost);
            long renewed = sum(wired, RaftTraffic::renewed);
            long term = wired.peers.leader().log.status().term();

            await("a quiet time")
                    .pollDelay(QUIET)
                    .atMost(QUIET.plus(Peers.PATIENCE))
                    .until(() -> true);

            assumeThat(wired.peers.leader().log.status().term())
                    .as("on a machine so busy that there is an election, connections change")
                    .isEqualTo(term);
            assertThat(wired.wires()).extracting(Wire::dropped).isEqualTo(dropped);
            assertThat(accepted(wired)).as("connections by wire").isEqualTo(before);
            assertThat(sum(wired, RaftTraffic::lost)).as("lost").isEqualTo(lost);
            assertThat(sum(wired, RaftTraffic::renewed)).as("renewed").isEqualTo(renewed);
        }
    }

    private static long sum(WiredPeers wired, ToLongFunction<RaftTraffic> count) {
        return wired.peers.all().stream()
                .map(peer -> peer.log.traffic())
                .mapToLong(count)
                .sum();
    }

    @Test
    void aLiveConnectionThatIsBlackHoledIsNoticedAndTheGroupHeals() throws Exception {
        try (var wired = new WiredPeers(folder, LIVENESS)) {
            wired.peers.write(0, 10);
            Peer leader = wired.peers.leader();
            Peer victim = wired.peers.followers().getFirst();
            long term = leader.log.status().term();
            long begun = System.nanoTime();

            wired.to(victim.voter).swallow();

            await("it is noticed")
                    .atMost(NOTICED)
                    .until(() -> leader.log.traffic().renewed() > 0);
            long noticed = FailoverTest.millisSince(begun);
            wired.peers.write(10, 20);
            wired.peers.agreeOn(Peers.words(0, 20));
            System.out.printf(
                    "black hole: noticed after %d ms, whole after %d ms%n", noticed, FailoverTest.millisSince(begun));
            assertThat(leader.log.status().term())
                    .as("whoever is deaf deposes nobody")
                    .isEqualTo(term);
        }
    }

    @Test
    void aQuietConnectionThatIsBlackHoledIsNoticedBeforeItIsNeeded() throws Exception {
        try (var wired = new WiredPeers(folder, LIVENESS)) {
            Peer one = wired.peers.followers().getFirst();
            Peer other = wired.peers.followers().getLast();
            await("two followers are connected")
                    .atMost(LIVENESS.idle().plus(Peers.PATIENCE))
                    .until(() -> one.log.traffic().connected() >= 2);

            wired.to(other.voter).swallow();

            await("it is noticed").atMost(NOTICED).until(() -> one.log.traffic().renewed() > 0);
        }
    }

    @Test
    void eachAttemptFailureAndCallIsCounted() throws Exception {
        try (var wired = new WiredPeers(folder, LIVENESS)) {
            wired.peers.write("before");
            Peer leader = wired.peers.leader();
            Peer away = wired.peers.followers().getFirst();
            RaftTraffic fine = leader.log.traffic();
            assertThat(fine.attempts()).isPositive();
            assertThat(fine.connected()).isPositive();
            assertThat(fine.callsAnswered()).isPositive();
            assertThat(fine.lost()).isZero();
            assertThat(away.log.traffic().accepted()).isPositive();

            wired.peers.stop(away);

            await("counted").atMost(Peers.PATIENCE).untilAsserted(() -> {
                RaftTraffic now = leader.log.traffic();
                assertThat(now.lost()).isPositive();
                assertThat(now.attempts()).isGreaterThan(fine.attempts());
                assertThat(now.callsFailed()).isGreaterThan(fine.callsFailed());
            });
        }
    }

    @Test
    void whoIsAwayIsTriedAtAModestPaceAndFoundSoonAfterItIsBack() {
        try (var peers = new Peers(folder, 3, 10_000).with(LIVENESS)) {
            peers.voters.forEach(peers::start);
            peers.write("before");
            Peer away = peers.followers().getFirst();
            peers.stop(away);
            long before = attempts(peers);
            long begun = System.nanoTime();

            await("a while")
                    .pollDelay(Duration.ofSeconds(5))
                    .atMost(Peers.PATIENCE)
                    .until(() -> true);

            // In the end once in each lower election bound; the library tries both of its connections twice then.
            double aSecond = 1000.0 * (attempts(peers) - before) / FailoverTest.millisSince(begun);
            System.out.printf("%.0f attempts a second at one that is away%n", aSecond);
            assertThat(aSecond).isBetween(0.4, 40.0);
            peers.write("meanwhile");
            peers.start(away.voter);
            peers.agreeOn(List.of("before", "meanwhile"));
        }
    }

    private static long attempts(Peers peers) {
        return peers.all().stream()
                .mapToLong(peer -> peer.log.traffic().attempts())
                .sum();
    }

    @Test
    void aVoterWhoseLogIsNeededFindsAnotherThatWasAwayForLong() throws Exception {
        try (var peers = new Peers(folder, 3, 10_000).with(LIVENESS)) {
            peers.voters.forEach(peers::start);
            peers.write(0, 10);
            peers.agreeOn(Peers.words(0, 10));
            Peer behind = peers.followers().getFirst();
            peers.stop(behind);
            peers.write(10, 20);
            Peer gone = peers.followers().getFirst();
            peers.stop(gone);
            Peer left = peers.all().iterator().next();
            // Long enough for the library to wait many seconds before it tries the others again.
            await("alone for long")
                    .pollDelay(Duration.ofSeconds(15))
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> !left.role().leading());

            peers.start(behind.voter);

            await("only the one that was left can lead, and it does soon")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> left.role().leading());
        }
    }

    @Test
    void nothingIsHeldBackToBeJoinedWithWhatFollows() {
        assertThat(new NioSocketChannel().config().isTcpNoDelay()).isTrue();
        if (Epoll.isAvailable()) {
            assertThat(new EpollSocketChannel().config().isTcpNoDelay()).isTrue();
        }
    }

    @Test
    void oneConnectionCarriesABoundedNumberOfCalls() {
        try (var peers = new Peers(folder, 1, 10_000)) {
            Peer peer = peers.start(peers.voters.getFirst());
            ManagedChannel channel = NettyChannelBuilder.forTarget(peer.voter.address())
                    .usePlaintext()
                    .build();
            List<CallStreamObserver<AppendEntriesRequestProto>> calls = new ArrayList<>();
            var stub = RaftServerProtocolServiceGrpc.newStub(channel);
            for (int i = 0; i < 2 * PeersOnly.CALLS_MAX; i++) {
                calls.add((CallStreamObserver<AppendEntriesRequestProto>) stub.appendEntries(new Deaf()));
            }

            await("some are under way")
                    .atMost(Peers.PATIENCE)
                    .during(Duration.ofMillis(300))
                    .until(() ->
                            calls.stream().filter(CallStreamObserver::isReady).count() == PeersOnly.CALLS_MAX);
            channel.shutdownNow();
        }
    }

    private static final class Deaf implements StreamObserver<AppendEntriesReplyProto> {
        @Override
        public void onNext(AppendEntriesReplyProto reply) {}

        @Override
        public void onError(Throwable e) {}

        @Override
        public void onCompleted() {}
    }

    private static List<Integer> accepted(WiredPeers wired) {
        return wired.wires().stream().map(Wire::accepted).toList();
    }

    @Test
    void aPortThatAnswersNobodyIsAFailedAttempt() throws Exception {
        try (var peers = new Peers(folder, 3, 10_000).with(LIVENESS);
                var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody.close();
            peers.start(peers.voters.get(0));
            peers.start(peers.voters.get(1));
            Peer leader = peers.leader();

            await("counted")
                    .atMost(Peers.PATIENCE)
                    .until(() -> leader.log.traffic().failed() > 0);
        }
    }
}
