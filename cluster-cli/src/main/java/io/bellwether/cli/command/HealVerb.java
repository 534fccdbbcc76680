package io.bellwether.cli.command;

import io.bellwether.devservices.netns.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends cuts and loss. */
@Command(
        name = "heal",
        description = "Ends all cuts and loss, or those that the named nodes have a part in. Needs up --netns.",
        mixinStandardHelpOptions = true)
final class HealVerb implements Callable<Integer> {

    @Mixin
    private final FaultContext faults = new FaultContext();

    @Parameters(paramLabel = "NODE", arity = "0..*", description = "Such as coordinator-3 (default: all).")
    private final List<String> nodes = new ArrayList<>();

    @Override
    public Integer call() {
        return faults.change(
                (layout, before) -> nodes.isEmpty() ? Faults.NONE : before.heal(FaultContext.names(layout, nodes)));
    }
}
