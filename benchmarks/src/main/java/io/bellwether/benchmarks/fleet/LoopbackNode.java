package io.bellwether.benchmarks.fleet;

import io.bellwether.agent.client.AskOutcome;
import io.bellwether.agent.client.Coordinators;
import io.bellwether.agent.loop.LoopSetup;
import io.bellwether.agent.loop.NodeLoop;
import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.transport.MessageTransport;
import io.bellwether.agent.transport.UdpSocket;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.node.Identity;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.protocol.wire.KeyRing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The production loop with its socket and node, as incarnation 1 of a cluster whose other members are all at one address:
 * that of whoever measures. Only the coordinator that lets it in is played, without HTTP.
 */
final class LoopbackNode implements AutoCloseable {

    static final int PEERS = 10;
    static final long FIRST_PEER = 2;
    static final ClusterSecret SECRET = ClusterSecret.of(new byte[KeyRing.SECRET_BYTES]);

    private static final long SELF = 1;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long LEASE_MILLIS = 50;

    private final Workers workers = new Workers("loopback");
    private final Counters counters = new Counters();
    private final InetSocketAddress address;
    private final NodeLoop loop;

    LoopbackNode(int peersPort) throws IOException {
        UdpSocket socket = UdpSocket.open(new HostPort("127.0.0.1", 0), true, counters);
        address = socket.localAddress();
        var transport = new MessageTransport(socket, ClusterSecret.keyRing(SECRET), counters);
        String own = "127.0.0.1:" + address.getPort();
        loop = new NodeLoop(new LoopSetup(
                new Identity(new NodeId("n1"), "process", own, "", "", false),
                TimingProfile.DEFAULT,
                transport,
                new Played(view(own, "127.0.0.1:" + peersPort)),
                AgentObserver.NONE,
                workers,
                counters,
                new SplittableRandom(1)));
        loop.start();
        awaitMember();
    }

    private void awaitMember() {
        var never = new CountDownLatch(1);
        long end = System.nanoTime() + LIMIT.toNanos();
        while (loop.view().now().stage() != Stage.MEMBER) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the node was not let in");
            }
            try {
                if (never.await(1, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("nobody counts down");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private static View view(String own, String peers) {
        List<Member> members = new ArrayList<>();
        for (long n = SELF; n < FIRST_PEER + PEERS; n++) {
            members.add(new Member(
                    new NodeId("n" + n),
                    n,
                    MemberStatus.HEALTHY,
                    Cause.FIRST_JOIN,
                    1,
                    1,
                    "",
                    "",
                    n == FIRST_PEER,
                    n == SELF ? own : peers));
        }
        return View.of(1, 1, members);
    }

    InetSocketAddress address() {
        return address;
    }

    long count(AgentCount what) {
        return counters.get(what);
    }

    @Override
    public void close() {
        try {
            loop.stop(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.close(LIMIT);
    }

    /** Lets in whoever asks, and holds a pull for a second. */
    private static final class Played implements Coordinators {

        private final ScheduledExecutorService answers =
                Executors.newSingleThreadScheduledExecutor(work -> Workers.daemon(work, "played-coordinator"));
        private final View view;

        Played(View view) {
            this.view = view;
        }

        @Override
        public void ask(Request request, Consumer<AskOutcome> done) {
            Answer answer = switch (request) {
                case Request.Join join -> new Answer.Admitted(SELF, view);
                case Request.Leave leave -> new Answer.Gone(SELF);
                case Request.Pull pull -> new Answer.Viewed(view, new Freshness(1, FIRST_PEER, (int) LEASE_MILLIS));
            };
            long delay = request instanceof Request.Pull ? 1_000 : 0;
            var unused =
                    answers.schedule(() -> done.accept(new AskOutcome.Answered(answer)), delay, TimeUnit.MILLISECONDS);
        }

        @Override
        public void renew() {
            // It has no connections.
        }

        @Override
        public void close() {
            answers.shutdownNow();
        }
    }
}
