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
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What the verbs that break a network are told, and what they have in common. */
final class FaultContext {

    @Mixin
    private final Context context = new Context();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StatusVerb.Format format = StatusVerb.Format.TEXT;

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
        if (format == StatusVerb.Format.JSON) {
            var all = new LinkedHashMap<String, Object>(Map.of("faults", FaultsJson.of(faults)));
            terminal.out()
                    .println(
                            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
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
