package io.bellwether.benchmarks;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.gossip.FixedSizes;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.monitoring.Watching;
import io.bellwether.protocol.node.Identity;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.NodeInput;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.protocol.wire.Codec;
import io.bellwether.protocol.wire.Decoded;
import io.bellwether.protocol.wire.KeyRing;
import io.bellwether.protocol.wire.ReplayGuard;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a heartbeat costs from the datagram in memory to the end of the node's step: its tag checked, its nonce checked
 * for replay, decoded, judged, and what is due by then done, own beats, reports and gossip to ten peers included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(ReceiveBenchmark.BEATS)
public class ReceiveBenchmark {

    static final int BEATS = 10_000;

    private static final int PEERS = 10;
    private static final byte[] SECRET = new byte[KeyRing.SECRET_BYTES];
    private static final long GAP_NANOS = TimingProfile.DEFAULT.heartbeat().toNanos() / PEERS;

    private final ByteBuffer datagrams = ByteBuffer.allocateDirect(BEATS * 100);
    private final int[] ends = new int[BEATS];
    private final Codec sender = new Codec(new KeyRing(1, SECRET), new ReplayGuard());
    private final Codec receiver = new Codec(new KeyRing(1, SECRET), new ReplayGuard());
    private long nowNanos;
    private long sent;
    private @Nullable Node node;

    /** How many heartbeats a second one thread takes, measured for so long after a warm-up of a third of it. */
    static double perSecond(int seconds) {
        var benchmark = new ReceiveBenchmark();
        benchmark.join();
        benchmark.nanosFor(seconds * 1_000_000_000L / 3);
        long before = benchmark.sent;
        long nanos = benchmark.nanosFor(seconds * 1_000_000_000L);
        return (benchmark.sent - before) * 1e9 / nanos;
    }

    /** Works at least so long, and tells how long; what is prepared in between does not count. */
    private long nanosFor(long leastNanos) {
        long nanos = 0;
        while (nanos < leastNanos) {
            send();
            long started = System.nanoTime();
            heartbeat();
            nanos += System.nanoTime() - started;
        }
        return nanos;
    }

    /** Lets the node in. */
    @Setup(Level.Trial)
    public void join() {
        List<Member> members = new ArrayList<>();
        for (int n = 1; n <= PEERS + 1; n++) {
            members.add(new Member(
                    new NodeId("n" + n), n, MemberStatus.HEALTHY, Cause.FIRST_JOIN, 1, 1, "", "", n == 2, "h:1"));
        }
        Identity me = new Identity(new NodeId("n1"), "process", "h:1", "", "", false);
        Node made = new Node(
                me, TimingProfile.DEFAULT, new FixedSizes(), Watching.incremental(), new SplittableRandom(1), nowNanos);
        made.step(NodeInput.Tick.INSTANCE, nowNanos);
        made.step(new NodeInput.Answered(new Answer.Admitted(1, View.of(1, 1, members))), nowNanos);
        node = made;
    }

    /** Writes the next beats of all peers. */
    @Setup(Level.Invocation)
    public void send() {
        datagrams.clear();
        for (int i = 0; i < BEATS; i++) {
            long peer = 2 + sent % PEERS;
            long sequence = 1 + sent / PEERS;
            Message beat = new Message.Beat(
                    1, sequence, sequence, 900, EdgeVerdict.GOOD, false, 100, 1, 1, new Freshness(1, 2, 50));
            sender.encode(peer, sequence, beat, datagrams);
            ends[i] = datagrams.position();
            sent++;
        }
        datagrams.flip();
    }

    /** Receives them, a tenth of a beat of the node's time between two. */
    @Benchmark
    public long heartbeat() {
        Node receiving = Objects.requireNonNull(node);
        long effects = 0;
        for (int i = 0; i < BEATS; i++) {
            datagrams.limit(ends[i]);
            if (!(receiver.decode(datagrams) instanceof Decoded.Received(long from, long nonce, Message message))) {
                throw new IllegalStateException("a good datagram was refused");
            }
            datagrams.position(ends[i]);
            nowNanos += GAP_NANOS;
            effects += receiving
                    .step(new NodeInput.Received(from, message), nowNanos)
                    .size();
        }
        if (receiving.status(nowNanos).edges().stream().anyMatch(edge -> edge.verdict() != EdgeVerdict.GOOD)) {
            throw new IllegalStateException("an edge is not good");
        }
        return effects;
    }
}
