package io.bellwether.cli.command;

import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.netns.Faults;
import io.bellwether.devservices.netns.Requirements;
import io.bellwether.devservices.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;

/** What the verbs that break a network are told, and what they have in common. */
final class FaultContext {

    @Mixin
    private final Context context = new Context();

    @Mixin
    private final Shown shown = new Shown();

    /** Changes what is wrong, and shows what is wrong then. */
    int change(BiFunction<SystemLayout, Faults, Faults> change) {
        Requirements.check();
        var network = BrokenNetwork.of(context.home().folder())
                .orElseThrow(
                        () -> new StartProblem(
                                "The nodes of this system share one network, in which nothing can be cut: give each its own with ./bellwether up --netns"));
        var layout = context.layout();
        var faults = network.change(before -> change.apply(layout, before));
        var terminal = Terminal.standard();
        if (shown.isJson()) {
            var all = new LinkedHashMap<String, Object>(Map.of("faults", FaultsJson.of(faults)));
            Shown.printJson(all);
        } else {
            new FaultsText(terminal).print(faults);
        }
        return ExitCode.FINE;
    }

    /** The nodes that a person means. */
    static List<String> names(SystemLayout layout, List<String> told) {
        return told.stream().map(layout::find).map(Node::name).distinct().toList();
    }
}
