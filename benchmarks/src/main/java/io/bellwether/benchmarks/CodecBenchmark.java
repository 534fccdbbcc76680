package io.bellwether.benchmarks;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.wire.Codec;
import io.bellwether.protocol.wire.Datagram;
import io.bellwether.protocol.wire.Decoded;
import io.bellwether.protocol.wire.KeyRing;
import io.bellwether.protocol.wire.ReplayGuard;
import io.bellwether.protocol.wire.Sizer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one datagram costs the codec, tag included, and what asking for its size costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private static final long SENDER = 612;

    /** Which message. */
    @Param({"beat", "report"})
    String kind = "";

    private final Codec codec = new Codec(new KeyRing(1, new byte[KeyRing.SECRET_BYTES]), new ReplayGuard());
    private final Sizer sizer = new Sizer();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Datagram.BYTES_MAX);
    private Message message = new Message.Pong(0);
    private long nonce;

    /** A beat, or a report of 13 edges. */
    @Setup
    public void prepare() {
        message = kind.equals("beat") ? beat() : report();
    }

    private static Message beat() {
        return new Message.Beat(
                498, 3_600, 3_598, 731_250, EdgeVerdict.GOOD, false, 97, 1_040, 20_000, new Freshness(3, 2, 640));
    }

    private static Message report() {
        var edges = LongStream.range(0, 13)
                .mapToObj(i -> EdgeReport.rounded(2 + 77 * i, EdgeVerdict.GOOD, 3_600_000, 400))
                .toList();
        return new Message.Report(3_600, 20_000, false, 97, edges);
    }

    /** The size alone. */
    @Benchmark
    public int size() {
        return sizer.sizeOf(SENDER, nonce, message);
    }

    /** To bytes. */
    @Benchmark
    public int encode() {
        return codec.encode(SENDER, ++nonce, message, buffer.clear());
    }

    /** To bytes and back: a datagram is decoded once only, so every one is encoded first. */
    @Benchmark
    public Decoded encodeAndDecode() {
        codec.encode(SENDER, ++nonce, message, buffer.clear());
        return codec.decode(buffer.flip());
    }
}
