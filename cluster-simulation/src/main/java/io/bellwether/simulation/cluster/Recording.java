package io.bellwether.simulation.cluster;

import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.NodeInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the first process of one machine was given in a run, so that it can be given again to a node that began
 * alike.
 */
public final class Recording {

    private final int machine;
    private final List<NodeInput> inputs = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private @Nullable Function<RandomGenerator, Node> nodes;
    private long seed;

    /** Of this machine; give it to the cluster. */
    public Recording(int machine) {
        this.machine = machine;
    }

    /** How many inputs there are. */
    public int size() {
        return inputs.size();
    }

    /** One input. */
    public NodeInput input(int index) {
        return inputs.get(index);
    }

    /** What the clock of the process showed with it. */
    public long nanos(int index) {
        return times.get(index);
    }

    /** A node as the recorded one was before its first input. */
    public Node fresh() {
        return Objects.requireNonNull(nodes, "nothing was recorded").apply(new SplittableRandom(seed));
    }

    boolean isOf(int other) {
        return machine == other && nodes == null;
    }

    /** The recorded node; its chance is a new source, because that of a machine cannot be had twice. */
    Node begin(Function<RandomGenerator, Node> made, RandomGenerator random) {
        nodes = made;
        seed = random.nextLong();
        return fresh();
    }

    void add(NodeInput input, long nanos) {
        inputs.add(input);
        times.add(nanos);
    }
}
