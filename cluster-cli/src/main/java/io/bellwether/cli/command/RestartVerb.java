package io.bellwether.cli.command;

import io.bellwether.cli.layout.PortCheck;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.process.HomeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops nodes in order and starts them again. */
@Command(
        name = "restart",
        description = "Stops nodes in order and starts them again, also those that do not run.",
        mixinStandardHelpOptions = true)
final class RestartVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "Such as log-producer-1, or kafka.")
    private final List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var home = context.home().open();
        try (var lock = HomeLock.take(home)) {
            var layout = context.layout();
            layout.makeSecrets();
            var nodes = names.stream().map(layout::find).distinct().toList();
            new Orchestra(home, nodes, terminal).downInTurns(Stopping::turn);
            var orchestra = new Orchestra(home, nodes, terminal);
            PortCheck.check(nodes, orchestra.supervisor());
            orchestra.up();
            if (!orchestra.failures().isEmpty()) {
                new FailureReport(terminal).print(orchestra.failures());
                return ExitCode.ERROR;
            }
        }
        return ExitCode.FINE;
    }
}
