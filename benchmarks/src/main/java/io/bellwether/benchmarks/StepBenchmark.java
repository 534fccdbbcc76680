package io.bellwether.benchmarks;

import com.sun.management.ThreadMXBean;
import io.bellwether.protocol.node.Node;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Recording;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One whole step of a node: everything that one node of a simulated cluster of 1000 was given in steady state, given
 * again to the production class, averaged over its steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(StepBenchmark.STEPS)
public class StepBenchmark {

    static final int STEPS = 1_000;

    private static final int NODES = 1_000;
    private static final int COORDINATORS = 3;
    private static final int MACHINE = 500;

    /** The start is left out: a settled cluster begins with the gossip of what everybody tells for the first time. */
    private static final long STEADY_NANOS = Duration.ofSeconds(60).toNanos();

    private static final Duration SLICE = Duration.ofSeconds(5);

    private @Nullable Recording recording;
    private @Nullable Node node;
    private int first;

    /** What the steps allocate; what is prepared between them does not count. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        static final String BYTES = "bytes";
        static final String STEPS = "steps";

        private long before;
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        /** In all steps. */
        public long bytes;

        /** How many there were. */
        public long steps;

        /** What was allocated before, that is for the node, does not count. */
        @Setup(Level.Invocation)
        public void begin(StepBenchmark prepared) {
            before = threads.getCurrentThreadAllocatedBytes();
        }

        /** Takes down what the steps have allocated. */
        @TearDown(Level.Invocation)
        public void end() {
            bytes += threads.getCurrentThreadAllocatedBytes() - before;
            steps += StepBenchmark.STEPS;
        }
    }

    /** Runs the cluster until the node has been given enough. */
    @Setup
    public void record() {
        var recorded = new Recording(MACHINE);
        var cluster = new Cluster(ClusterSpec.of(NODES, COORDINATORS), 1, recorded);
        cluster.world().runUntil(STEADY_NANOS);
        first = recorded.size();
        while (recorded.size() < first + STEPS) {
            cluster.world().runFor(SLICE);
        }
        recording = recorded;
    }

    /** A new node as it was when the cluster had become steady. */
    @Setup(Level.Invocation)
    public void prepare() {
        var recorded = Objects.requireNonNull(recording);
        var fresh = recorded.fresh();
        for (int i = 0; i < first; i++) {
            fresh.step(recorded.input(i), recorded.nanos(i));
        }
        node = fresh;
    }

    /** All the steps. */
    @Benchmark
    public void step(Allocation allocation, Blackhole effects) {
        var recorded = Objects.requireNonNull(recording);
        var stepping = Objects.requireNonNull(node);
        for (int i = first; i < first + STEPS; i++) {
            effects.consume(stepping.step(recorded.input(i), recorded.nanos(i)));
        }
    }
}
