package io.bellwether.faults.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster before it runs.
 *
 * @param name Names its folder.
 * @param nodes In the order in which they are started.
 */
public record ClusterSpec(String name, Profile profile, List<NodeSpec> nodes) {

    public ClusterSpec {
        nodes = List.copyOf(nodes);
    }

    /** One without nodes yet. */
    public static ClusterSpec of(String name, Profile profile) {
        return new ClusterSpec(name, profile, List.of());
    }

    /** With coordinator-1 and so on. */
    public ClusterSpec withCoordinators(int count) {
        return with(IntStream.rangeClosed(1, count)
                .mapToObj(i -> NodeSpec.coordinator("coordinator-" + i))
                .toList());
    }

    /** With small members of these names. */
    public ClusterSpec withMembers(String... names) {
        return with(Stream.of(names).map(NodeSpec::member).toList());
    }

    public ClusterSpec with(List<NodeSpec> more) {
        var all = new ArrayList<>(nodes);
        all.addAll(more);
        return new ClusterSpec(name, profile, all);
    }

    /** With every node that is in it by now changed: other addresses, other options. */
    public ClusterSpec withEach(UnaryOperator<NodeSpec> change) {
        return new ClusterSpec(name, profile, nodes.stream().map(change).toList());
    }
}
