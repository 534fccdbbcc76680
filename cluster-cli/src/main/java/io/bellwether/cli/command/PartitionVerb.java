package io.bellwether.cli.command;

import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.netns.Faults;
import io.bellwether.devservices.netns.Way;
import io.bellwether.devservices.node.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cuts nodes off. */
@Command(
        name = "partition",
        description = {
            "Cuts nodes off from all others, or from those that are named: nothing passes, whatever it is.",
            "Among themselves they still speak, and from this machine all can be reached. Needs up --netns."
        },
        mixinStandardHelpOptions = true)
final class PartitionVerb implements Callable<Integer> {

    @Mixin
    private final FaultContext faults = new FaultContext();

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "Such as coordinator-3, or kafka.")
    private final List<String> nodes = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "NODE",
            arity = "1..*",
            description = "From these only (default: from all others).")
    private final List<String> others = new ArrayList<>();

    @Option(
            names = "--one-way",
            paramLabel = "in|out",
            description = "in: they hear nothing but are heard. out: they are not heard but hear.")
    private @Nullable Way way;

    @Override
    public Integer call() {
        return faults.change(this::cut);
    }

    private Faults cut(SystemLayout layout, Faults before) {
        var here = FaultContext.names(layout, nodes);
        var there = others.isEmpty()
                ? layout.nodes().stream()
                        .map(Node::name)
                        .filter(name -> !here.contains(name))
                        .toList()
                : FaultContext.names(layout, others);
        var both = here.stream().filter(there::contains).toList();
        if (!both.isEmpty()) {
            throw new StartProblem("%s cannot be on both sides of a cut: leave it out behind partition or behind --from"
                    .formatted(String.join(" and ", both)));
        }
        if (there.isEmpty()) {
            throw new StartProblem("All nodes are on one side of this cut, so nothing would be cut: name fewer");
        }
        return before.partition(here, there, way == null ? EnumSet.allOf(Way.class) : EnumSet.of(way));
    }
}
