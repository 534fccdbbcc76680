package io.bellwether.benchmarks;

import io.bellwether.protocol.detector.Phi;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** One evaluation of phi, at silences that no branch predictor knows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PhiBenchmark {

    private static final int SILENCES = 1 << 10;
    private static final double MEAN_NANOS = 1e9;
    private static final double DEVIATION_NANOS = 1e8;

    /** From which lateness to which, in deviations: each range takes another way through the code. */
    @Param({"-8..0", "0..4", "4..40", "-8..40"})
    String range = "";

    private final double[] silences = new double[SILENCES];
    private int next;

    /** Draws the silences. */
    @Setup
    public void draw() {
        var random = new SplittableRandom(1);
        int dots = range.indexOf("..");
        double from = Double.parseDouble(range.substring(0, dots));
        double to = Double.parseDouble(range.substring(dots + 2));
        for (int i = 0; i < SILENCES; i++) {
            silences[i] = MEAN_NANOS + DEVIATION_NANOS * random.nextDouble(from, to);
        }
    }

    /** One phi. */
    @Benchmark
    public double evaluate() {
        next = (next + 1) % SILENCES;
        return Phi.phi(silences[next], MEAN_NANOS, DEVIATION_NANOS);
    }
}
