package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what nodes say. */
@Command(
        name = "output",
        description = "Shows what nodes say: the last lines, and with -f what follows.",
        mixinStandardHelpOptions = true)
final class OutputVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Parameters(paramLabel = "NODE", arity = "0..*", description = "Such as log-producer-1; all when none is named.")
    private final List<String> names = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "40",
            description = "Lines from the end of each node's output (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() {
        var layout = context.layout();
        List<Node> nodes = names.isEmpty()
                ? layout.nodes()
                : names.stream().map(layout::find).distinct().toList();
        var follower = new Follower(Terminal.standard(), context.home(), nodes, lines);
        if (follow) {
            follower.follow();
        } else {
            follower.showLast();
        }
        return ExitCode.FINE;
    }
}
