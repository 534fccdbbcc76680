package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who runs, and how well. */
@Command(
        name = "status",
        description = "Shows who runs, since when, and whether it is healthy. Exit code 2 when something is not.",
        mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    @Mixin
    private final Context context = new Context();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var home = context.home();
        var report = SystemStatus.look(home, context.layout());
        if (format == Format.JSON) {
            terminal.out().println(StatusJson.of(report));
        } else {
            new StatusTable(terminal).print(report);
        }
        return report.healthy() ? ExitCode.FINE : ExitCode.DEGRADED;
    }
}
