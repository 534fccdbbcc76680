package io.bellwether.benchmarks;

import io.bellwether.protocol.detector.Edge;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one beat costs the detector: a beat sent, a beat heard with jitter and now and then a loss, and the review. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeartbeatBenchmark {

    private static final int GAPS = 1 << 10;
    private static final long BEAT_NANOS = TimingProfile.DEFAULT.heartbeat().toNanos();

    private final long[] gaps = new long[GAPS];
    private final Edge edge = new Edge(TimingProfile.DEFAULT, 0);
    private long nowNanos;
    private long sequence;

    /** Draws the gaps: up to a fifth of a beat early or late. */
    @Setup
    public void draw() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < GAPS; i++) {
            gaps[i] = BEAT_NANOS + random.nextLong(-BEAT_NANOS / 5, BEAT_NANOS / 5);
        }
    }

    /** One interval of one edge; every sixteenth beat is lost. */
    @Benchmark
    public EdgeVerdict beat() {
        nowNanos += gaps[(int) (sequence % GAPS)];
        long sent = edge.nextSequence(nowNanos);
        sequence++;
        if (sequence % 16 != 0) {
            edge.beat(sequence, sent - 1, 1_000, EdgeVerdict.GOOD, false, nowNanos);
        }
        edge.review(nowNanos);
        return edge.verdict();
    }
}
